#!/usr/bin/env bash
# Stores a copy of the server's folder (pg_basebackup), a logical dump (pg_dump) and the media as one encrypted
# snapshot. The dump is complete before the media are read, and deletions are held from before it until after
# them: the dump names no file that the snapshot lacks. Every day.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
configure
begin_step full
need_repository
need_database
need_media
lock_step full
lock_repository shared
open_repository new

rm -rf "$FULL_DIR"
mkdir -p "$FULL_DIR"
clean_up() { rm -rf "$FULL_DIR"; }
needed=$(ask 'select sum(pg_database_size(oid)) * 2 from pg_database')
free=$(df --output=avail -B1 "$FULL_DIR" | tail -1)
[ "$free" -gt "$needed" ] || die "$OTO_BACKUP_STATE has $free bytes free; a copy and a dump need up to $needed"

archive=$(archive_id)
pg_basebackup -D "$FULL_DIR/base" --format plain --wal-method stream --checkpoint fast --no-sync --no-password \
  --manifest-checksums SHA256 --label oto -d "application_name=${APPLICATION}_base" || die 'the copy of the server failed'
pg_verifybackup --quiet "$FULL_DIR/base" || die 'the copy of the server is damaged'
# From this moment on the copy can be brought to any other.
at=$(ask "select trim(to_char(extract(epoch from clock_timestamp()), '99999999999.000000'))")
[ "$(archive_id)" = "$archive" ] || die 'a new archive of the log began meanwhile'

hold_media "$MEDIA_HOLD_FULL"
pg_dump --format directory --compress 0 --jobs 2 --no-unlogged-table-data --no-sync --no-password --file "$FULL_DIR/dump" || die 'the dump failed'
gather_media
jq -n --arg archive "$archive" --arg at "$at" --arg server "$(ask 'show server_version')" --arg database "$PGDATABASE" \
  '{archive: $archive, at: $at, server: $server, database: $database}' >"$FULL_DIR/manifest.json"
store_snapshot full "$archive" "$at" "$(latest_ship)" "$FULL_DIR" "$MEDIA_ROOT"
prove_hold
release_media

printf '%s %s\n' "${at%.*}" "$(first_segment_of "$FULL_DIR/base")" >>"$OTO_BACKUP_STATE/bases"
rm -f "$OTO_BACKUP_STATE/full.due"
prune_wal
