# shellcheck shell=bash
# Read by every script here: what is set, what is missing. docs/backup.md lists the variables.
# The scripts that source this file use them.
# shellcheck disable=SC2034

OTO_BACKUP_STATE=${OTO_BACKUP_STATE:-/var/lib/oto-backup}
OTO_BACKUP_SLOT=${OTO_BACKUP_SLOT:-oto_backup}
OTO_BACKUP_METRICS=${OTO_BACKUP_METRICS:-$OTO_BACKUP_STATE/metrics/oto_backup.prom}
OTO_BACKUP_PING_URL=${OTO_BACKUP_PING_URL:-}
# Seconds between two ships of the log and the media, and between two full backups.
OTO_BACKUP_SHIP_SECONDS=${OTO_BACKUP_SHIP_SECONDS:-60}
OTO_BACKUP_FULL_SECONDS=${OTO_BACKUP_FULL_SECONDS:-86400}
# Hours of log that one ship reaches back: more than the time between two full backups, and more than a day.
OTO_BACKUP_WAL_HOURS=${OTO_BACKUP_WAL_HOURS:-48}
# Days within which any moment can be restored; then single days, weeks and months.
OTO_BACKUP_KEEP_DAYS=${OTO_BACKUP_KEEP_DAYS:-7}
OTO_BACKUP_KEEP_WEEKS=${OTO_BACKUP_KEEP_WEEKS:-5}
OTO_BACKUP_KEEP_MONTHS=${OTO_BACKUP_KEEP_MONTHS:-6}
# How much of the repository is read back at each check.
OTO_BACKUP_CHECK_SUBSET=${OTO_BACKUP_CHECK_SUBSET:-5%}
# Media: a folder, or the bucket that the api writes to.
MEDIA_FOLDER=${MEDIA_FOLDER:-}
S3_BUCKET=${S3_BUCKET:-}

# Names of folders that a restore looks for in a snapshot.
WAL_DIR=$OTO_BACKUP_STATE/oto-wal
SHIP_DIR=$OTO_BACKUP_STATE/oto-ship
FULL_DIR=$OTO_BACKUP_STATE/oto-full
MIRROR_DIR=$OTO_BACKUP_STATE/oto-media
# The host in every snapshot; a container's own name changes.
BACKUP_HOST=oto
# The advisory locks that the api's sweep of media respects, one for each step; api/src/media/hold.ts names the same.
MEDIA_HOLD=1869901645
MEDIA_HOLD_SHIP=1
MEDIA_HOLD_FULL=2
APPLICATION=oto_backup

# Takes VAR from the file that VAR_FILE names: secrets come by file.
from_file() {
  local name file
  for name in "$@"; do
    file=${name}_FILE
    if [ -n "${!file:-}" ]; then
      [ -r "${!file}" ] || die "$file names ${!file}, which cannot be read"
      export "$name=$(<"${!file}")"
    fi
  done
}

configure() {
  umask 077
  export LC_ALL=C PGAPPNAME=${PGAPPNAME:-oto_backup_script} PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-10}
  if [ -n "${OTO_PG_BIN:-}" ]; then export PATH="$OTO_PG_BIN:$PATH"; fi
  from_file PGPASSWORD AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY OTO_BACKUP_PING_URL
  mkdir -p "$OTO_BACKUP_STATE" || die "cannot make $OTO_BACKUP_STATE"
}

need_repository() {
  [ -n "${RESTIC_REPOSITORY:-}${RESTIC_REPOSITORY_FILE:-}" ] ||
    die 'set RESTIC_REPOSITORY (a folder, sftp:... or s3:...) or RESTIC_REPOSITORY_FILE'
  [ -n "${RESTIC_PASSWORD_FILE:-}" ] || die 'set RESTIC_PASSWORD_FILE: the file that holds the password of the repository'
  [ -s "$RESTIC_PASSWORD_FILE" ] || die "RESTIC_PASSWORD_FILE names $RESTIC_PASSWORD_FILE, which is missing or empty"
  export RESTIC_CACHE_DIR=${RESTIC_CACHE_DIR:-$OTO_BACKUP_STATE/cache}
}

need_database() {
  [ -n "${PGHOST:-}" ] || die 'set PGHOST, PGUSER, PGDATABASE and PGPASSWORD_FILE'
}

need_media() {
  if [ -n "$S3_BUCKET" ]; then
    if [ -z "${S3_ACCESS_KEY_ID:-}" ] || [ -z "${S3_SECRET_ACCESS_KEY:-}" ]; then
      die 'S3_BUCKET needs S3_ACCESS_KEY_ID(_FILE) and S3_SECRET_ACCESS_KEY(_FILE)'
    fi
  else
    [ -n "$MEDIA_FOLDER" ] || die 'set MEDIA_FOLDER, or S3_BUCKET'
    [ -d "$MEDIA_FOLDER" ] || die "MEDIA_FOLDER names $MEDIA_FOLDER, which is no folder"
  fi
}
