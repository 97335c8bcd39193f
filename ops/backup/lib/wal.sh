# shellcheck shell=bash
# The log as pg_receivewal writes it: files of 24 hexadecimal digits, timeline first; the newest ends in .partial.

SEGMENT='[0-9A-F]{24}'

# The identity of an unbroken run of log; a gap or another server begins a new one.
archive_id() {
  [ -s "$WAL_DIR/archive" ] || die 'no log is being received yet: is receive.sh running?'
  sed -n 1p "$WAL_DIR/archive"
}

segments_in() { find "$1" -maxdepth 1 -type f -printf '%f\n' | grep -Ex "$SEGMENT" | sort || true; }

# Moves a finished archive aside and asks for a full backup, without which the new one is of no use.
new_archive() {
  if [ -d "$WAL_DIR" ] && [ -n "$(ls -A "$WAL_DIR")" ]; then
    # Of those before, one is enough: everything that was shipped is in the repository.
    rm -rf "$OTO_BACKUP_STATE/oto-wal-before"
    mv "$WAL_DIR" "$OTO_BACKUP_STATE/oto-wal-before"
  fi
  rm -rf "$OTO_BACKUP_STATE/bases"
  mkdir -p "$WAL_DIR"
  printf '%s\n%s\n' "$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')" "$(ask 'select system_identifier from pg_control_system()')" >"$WAL_DIR/archive.new"
  touch "$OTO_BACKUP_STATE/full.due"
  mv "$WAL_DIR/archive.new" "$WAL_DIR/archive"
}

# The first file of the log that a copy of the server's folder needs.
first_segment_of() { sed -nE "s/^START WAL LOCATION: .*\(file ($SEGMENT)\)\$/\1/p" "$1/backup_label"; }

# Deletes files of the log that are in the repository and that no full backup of the last hours needs.
prune_wal() {
  local now shipped base floor='' taken
  now=$(date +%s)
  shipped=$(cat "$STATUS_DIR/ship.success" 2>/dev/null || echo 0)
  while read -r taken base; do
    if [ "$taken" -le $((now - OTO_BACKUP_WAL_HOURS * 3600)) ] && [ "$taken" -lt "$shipped" ]; then floor=$base; fi
  done < <(sort -n "$OTO_BACKUP_STATE/bases" 2>/dev/null || true)
  [ -z "$floor" ] || pg_archivecleanup "$WAL_DIR" "$floor" || die 'old files of the log could not be deleted'
}

# Fails unless every file from FIRST to LAST is in the folder. Timelines may change between them.
verify_unbroken() {
  local folder=$1 first=$2 last=$3 size count at end
  size=$(stat -c %s "$folder/$last")
  count=$((0x100000000 / size))
  at=$((16#${first:8:8} * count + 16#${first:16:8}))
  end=$((16#${last:8:8} * count + 16#${last:16:8}))
  local -A have=()
  local name
  while read -r name; do have[${name:8}]=1; done < <(segments_in "$folder")
  for (( ; at <= end; at++)); do
    name=$(printf '%08X%08X' $((at / count)) $((at % count)))
    [ -n "${have[$name]:-}" ] || die "the log has a gap: no file ends in $name"
  done
}
