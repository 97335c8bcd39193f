#!/usr/bin/env bash
# Restores database and media to an empty host, out of the repository alone.
#
#   restore.sh --pgdata FOLDER --media FOLDER|bucket [--at TIME]
#       The server's folder: as of the last ship, or as it was at TIME (2026-11-23T10:00:00Z; to the microsecond).
#   restore.sh --dump --media FOLDER|bucket [--at TIME]
#       The newest dump (before TIME), into the empty database PGDATABASE at PGHOST: by another way, into any server
#       of the same or a later version.
#   restore.sh --list
#
# Folders must be empty or absent; with --lacking that of the media may hold some, and is given what it lacks. Run it as root where media and database have other owners than you:
# MEDIA_OWNER (1000:1000) and POSTGRES_OWNER (postgres:postgres) get them.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
# shellcheck source=lib/recover.sh
. "$HERE/lib/recover.sh"
name_step restore

pgdata='' media='' at='' way=folder lacking=no
while [ $# -gt 0 ]; do
  case $1 in
  --pgdata | --media | --at)
    [ $# -ge 2 ] || die "$1 needs a value"
    case $1 in
    --pgdata) pgdata=$2 ;;
    --media) media=$2 ;;
    --at) at=$2 ;;
    esac
    shift 2
    ;;
  --lacking) lacking=yes && shift ;;
  --dump) way=dump && shift ;;
  --list) way=list && shift ;;
  -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0" && exit 0 ;;
  *) die "unknown word: $1 (see --help)" ;;
  esac
done
configure
need_repository
WORK=''
trap 'leave $?' EXIT
# What root leaves in the cache of the backup, its own user cannot read.
if [ "$(id -u)" -eq 0 ]; then
  CACHE=$(mktemp -d)
  export RESTIC_CACHE_DIR=$CACHE
fi
open_repository known
if [ "$way" = list ]; then
  jq -r '.[] | "\(.at | todate)  \(.kind)  \(.id[0:8])  archive \(.archive)"' <<<"$SNAPSHOTS"
  exit 0
fi
[ -n "$media" ] || die 'say where the media go: --media FOLDER, or --media bucket'
if [ "$media" = bucket ]; then need_media; elif [ "$lacking" = no ]; then must_be_empty "$media"; fi
until_time=''
if [ -n "$at" ]; then
  until_time=$(date -u -d "$at" +%s.%6N) || die "not a moment: $at"
fi
lock_step restore

case $way in
dump)
  need_database
  [ "$(ask "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')")" = 0 ] ||
    die "the database $PGDATABASE at $PGHOST is not empty"
  full=$(jq -r --arg until "${until_time:-9999999999}" '[.[] | select(.kind == "full" and .at <= ($until | tonumber))] | last // empty | .id' <<<"$SNAPSHOTS")
  [ -n "$full" ] || die "there is no full backup${at:+ from before $at}"
  WORK=$(mktemp -d "$OTO_BACKUP_STATE/restore.XXXXXX")
  say "restoring the dump of snapshot ${full:0:8}"
  fetch "$full" /oto-full/dump "$WORK/dump"
  pg_restore --dbname "$PGDATABASE" --no-owner --exit-on-error --jobs 2 --no-password "$WORK/dump" || die 'the dump could not be restored'
  restore_media "$media" "$full" ''
  ;;
folder)
  [ -n "$pgdata" ] || die 'say where the database goes: --pgdata FOLDER'
  must_be_empty "$pgdata"
  choose "$until_time"
  (umask 022 && mkdir -p "$(dirname "$pgdata")")
  WORK=$(mktemp -d "$(dirname "$pgdata")/.oto-restore.XXXXXX")
  chmod 0711 "$WORK"
  say "restoring the full backup ${FULL:0:8}${SHIP:+ and the log of ${SHIP:0:8}}${at:+, up to $at}"
  fetch "$FULL" /oto-full/base "$WORK/base"
  pg_verifybackup --quiet "$WORK/base" || die 'the copy of the server is damaged'
  mkdir "$WORK/wal"
  [ -z "$SHIP" ] || fetch_log "$SHIP" "$WORK"
  recover "$WORK" "$until_time"
  restore_media "$media" "${SHIP:-$FULL}" "$(before "$until_time")"
  rmdir "$pgdata" 2>/dev/null || true
  mv "$WORK/base" "$pgdata"
  ;;
esac
say 'restored. Start the database and the services, then let the restored data be verified: node ops/src/backup/verify.ts'
