#!/usr/bin/env bash
# Stores the log received so far, with the media it speaks of, as one encrypted snapshot. Every minute.
# The log's copy is fixed first and the media are read after it, with deletions held: a file that some row
# of the log names was on the disk before the row, so the snapshot has it.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
configure
begin_step ship
need_repository
need_database
need_media
lock_step ship
lock_repository shared
open_repository new
hold_media "$MEDIA_HOLD_SHIP"

archive=$(archive_id)
# A commit of our own, behind which nothing is missing and up to which a recovery can be told to go.
at=$(ask "select trim(to_char(extract(epoch from clock_timestamp()), '99999999999.000000'))")
ask "select pg_logical_emit_message(true, 'oto.backup', 'ship')" >/dev/null
marker=$(ask 'select pg_current_wal_flush_lsn()')
received=f
for ((tries = 0; tries < 150; tries++)); do
  received=$(ask "select coalesce(bool_or(write_lsn >= '$marker'), false) from pg_stat_replication where application_name = '$APPLICATION'")
  [ "$received" != t ] || break
  sleep 0.2
done
gauge receiver_up "$([ "$received" = t ] && echo 1 || echo 0)"
gauge slot_retained_bytes "$(ask "select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint from pg_replication_slots where slot_name = '$OTO_BACKUP_SLOT'")"
[ "$received" = t ] || die "the log up to $marker was not received within 30 s: is receive.sh running?"

rm -rf "$SHIP_DIR"
mkdir -p "$SHIP_DIR"
# A file that is finished while it is copied loses its ending: then the finished one is stored.
for partial in "$WAL_DIR"/*.partial; do
  if [ -e "$partial" ]; then cp "$partial" "$SHIP_DIR/" 2>/dev/null || true; fi
done
last=$(ask "select pg_walfile_name('$marker'::pg_lsn - 1)")
[ -e "$WAL_DIR/$last" ] || [ -e "$SHIP_DIR/$last.partial" ] || die "the file $last of the log is missing"
jq -n --arg archive "$archive" --arg at "$at" --arg marker "$marker" --arg last "$last" \
  '{archive: $archive, at: $at, marker: $marker, last: $last}' >"$SHIP_DIR/manifest.json"

gather_media
store_snapshot ship "$archive" "$at" "$(latest_ship)" "$WAL_DIR" "$SHIP_DIR" "$MEDIA_ROOT"
prove_hold
release_media
# Without a full backup to begin with, the log leads nowhere.
if has_full "$archive"; then
  gauge covered_timestamp_seconds "$at"
else
  say 'there is no full backup of this archive yet: nothing of it can be restored'
fi
gauge wal_local_bytes "$(du -sb "$WAL_DIR" | cut -f1)"
