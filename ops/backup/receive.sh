#!/usr/bin/env bash
# Receives the log of the database as it is written, byte by byte, into OTO_BACKUP_STATE, until it is told to stop
# or the connection breaks (run.sh starts it again). The server keeps what was not received yet in a replication slot,
# up to its max_slot_wal_keep_size: beyond that the slot is lost, never the server's disk.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
name_step receive
configure
need_database
lock_step receive

bound=$(ask 'show max_slot_wal_keep_size')
[ "$bound" != -1 ] ||
  die 'max_slot_wal_keep_size is unlimited: a receiver that stays away would fill the disk of the server. Set it, to 4GB for example'

slot=$(ask "select coalesce(wal_status, 'unknown') from pg_replication_slots where slot_name = '$OTO_BACKUP_SLOT'")
server=$(ask 'select system_identifier from pg_control_system()')
current=$(ask 'select pg_walfile_name(pg_current_wal_lsn())')
newest=$(segments_in "$WAL_DIR" 2>/dev/null | tail -1 || true)
why=''
if [ -z "$slot" ]; then
  why='there was no replication slot'
elif [ "$slot" = lost ]; then
  why='the receiver was away for longer than the server keeps its log'
  ask "select pg_drop_replication_slot('$OTO_BACKUP_SLOT')" >/dev/null
  slot=''
elif [ ! -s "$WAL_DIR/archive" ]; then
  why='nothing had been received'
elif [ "$(sed -n 2p "$WAL_DIR/archive")" != "$server" ]; then
  why='it is another database server'
elif [ -n "$newest" ] && [[ "${newest:8}" > "${current:8}" ]]; then
  why='the server was put back to an earlier moment'
fi
if [ -n "$why" ]; then
  say "a new archive begins: $why"
  [ -n "$slot" ] || ask "select pg_create_physical_replication_slot('$OTO_BACKUP_SLOT', true)" >/dev/null
  new_archive
fi
say "receiving from $PGHOST"
exec pg_receivewal -D "$WAL_DIR" --slot "$OTO_BACKUP_SLOT" --status-interval 1 --no-loop --no-password \
  -d "application_name=$APPLICATION"
