# shellcheck shell=bash
# The steps of a restore. WORK is a folder beside the restored one; restore.sh reads FULL and SHIP.
# shellcheck disable=SC2034

SERVER=''
SOCKETS=''
CACHE=''

must_be_empty() {
  [ ! -e "$1" ] || { [ -d "$1" ] && [ -z "$(ls -A "$1")" ]; } || die "$1 is not empty: a restore never writes over anything"
}

leave() {
  if [ -n "$SERVER" ]; then
    # Without the right to end it, waiting would last for ever.
    if kill -QUIT "$SERVER" 2>/dev/null; then wait "$SERVER" || true; fi
  fi
  rm -rf ${WORK:+"$WORK"} ${SOCKETS:+"$SOCKETS"} ${CACHE:+"$CACHE"}
  exit "$1"
}

# Sets AS_SERVER, the words before a command that runs as the owner of the database: the server refuses to be root.
become_server() {
  local owner=${POSTGRES_OWNER:-postgres:postgres}
  AS_SERVER=()
  if [ "$(id -u)" -eq 0 ]; then AS_SERVER=(setpriv --reuid "${owner%%:*}" --regid "${owner##*:}" --clear-groups env HOME=/); fi
}

# Sets FULL and SHIP: what together reaches furthest, or the moment asked for. SHIP is empty when a full backup
# alone is the last there is.
choose() {
  local pair
  pair=$(jq -r --arg until "$1" '
    . as $all
    | (if $until == "" then null else ($until | tonumber) end) as $t
    | [ $all[] | select(.kind == "full" and ($t == null or .at <= $t)) | . as $full
        | [$all[] | select(.kind == "ship" and .archive == $full.archive and .at >= $full.at and ($t == null or .at >= $t))]
        | (if $t == null then last else first end) as $ship
        | select($t == null or $ship != null)
        | {full: $full.id, ship: $ship.id, base: $full.at, reach: ($ship.at // $full.at)} ]
    | (if $t == null then sort_by(.reach, .base) else sort_by(.base) end) | last // empty | "\(.full) \(.ship // "")"' <<<"$SNAPSHOTS")
  [ -n "$pair" ] || die "no full backup with its log reaches ${1:-anything}: see restore.sh --list"
  FULL=${pair%% *} SHIP=${pair#* }
}

# The last snapshot with media from before a moment; empty when none is needed.
before() {
  [ -n "$1" ] || return 0
  jq -r --arg until "$1" '[.[] | select(.at <= ($until | tonumber))] | last // empty | .id' <<<"$SNAPSHOTS"
}

# The folder of a snapshot whose path ends so.
path_in() {
  jq -r --arg id "$1" --arg ending "$2" '.[] | select(.id == $id) | .paths[] | select(endswith($ending))' <<<"$SNAPSHOTS"
}

# fetch SNAPSHOT FOLDER TO: the folder is named by the end of its path.
fetch() {
  local top=${2#/} path
  path=$(path_in "$1" "/${top%%/*}")
  [ -n "$path" ] || die "snapshot ${1:0:8} holds no ${top%%/*}"
  if [ "$top" != "${top%%/*}" ]; then path=$path/${top#*/}; fi
  restic restore --quiet "$1" --target "$WORK/fetched" --include "$path" >&2 || die "snapshot ${1:0:8} could not be restored whole"
  [ -d "$WORK/fetched$path" ] || die "snapshot ${1:0:8} holds no $path"
  mv "$WORK/fetched$path" "$3"
  rm -rf "$WORK/fetched"
}

# The log of a ship into WORK/wal, and what it says of itself into WORK/ship/manifest.json.
fetch_log() {
  rm -rf "$2/wal"
  fetch "$1" /oto-wal "$2/wal"
  fetch "$1" /oto-ship "$2/ship"
  local partial name
  for partial in "$2"/ship/*.partial; do
    name=$(basename "$partial" .partial)
    if [ -e "$partial" ] && [ ! -e "$2/wal/$name" ]; then mv "$partial" "$2/wal/$name"; fi
  done
  verify_unbroken "$2/wal" "$(first_segment_of "$2/base")" "$(jq -r .last "$2/ship/manifest.json")"
}

# Plays the log in WORK/wal onto WORK/base, up to a moment (Unix time) or to its end, and stops the server cleanly.
recover() {
  local work=$1 until_time=$2 settings=$1/base/postgresql.auto.conf at ended marker
  cp "$settings" "$work/auto.conf"
  {
    printf "restore_command = 'cp \"%s/wal/%%f\" \"%%p\"'\n" "$work"
    if [ -n "$until_time" ]; then
      at=$(date -u -d "@$until_time" '+%Y-%m-%d %H:%M:%S.%6N+00')
      printf "recovery_target_time = '%s'\nrecovery_target_inclusive = on\nrecovery_target_action = promote\n" "$at"
    fi
  } >>"$settings"
  : >"$work/base/recovery.signal"
  # A socket's path is short at most.
  SOCKETS=$(mktemp -d)
  printf 'local all all trust\n' >"$work/hba.conf"
  if [ "$(id -u)" -eq 0 ]; then chown -R "${POSTGRES_OWNER:-postgres:postgres}" "$work"/{base,wal,hba.conf} "$SOCKETS"; fi
  chmod 0700 "$work/base"
  # Nobody else gets in while it recovers; without readers it asks for no settings of the server it was.
  become_server
  "${AS_SERVER[@]}" postgres -D "$work/base" -c listen_addresses='' -c port=5432 -c unix_socket_directories="$SOCKETS" -c hba_file="$work/hba.conf" \
    -c hot_standby=off -c archive_mode=off -c ssl=off -c logging_collector=off -c max_connections=20 >"$work/log" 2>&1 &
  SERVER=$!
  until ask_restored 'select 1' >/dev/null 2>&1; do
    if ! kill -0 "$SERVER" 2>/dev/null; then
      tail -20 "$work/log" >&2
      die 'the log could not be played to the moment asked for'
    fi
    sleep 0.2
  done
  if [ -z "$until_time" ] && [ -e "$work/ship/manifest.json" ]; then
    # Where the old timeline was left is the end of what was played; the server has written more since.
    ended=$(tail -1 "$(find "$work/base/pg_wal" -name '*.history' | sort | tail -1)" | cut -f2)
    marker=$(jq -r .marker "$work/ship/manifest.json")
    [ "$(ask_restored "select '$ended'::pg_lsn >= '$marker'")" = t ] || die "the log ended at $ended, before $marker: something is missing"
  fi
  kill -INT "$SERVER" || die 'the recovered server cannot be stopped: as root this needs CAP_KILL'
  wait "$SERVER" || die 'the recovered server did not stop cleanly'
  SERVER=''
  cp "$work/auto.conf" "$settings"
}

ask_restored() {
  PGHOST=$SOCKETS PGPORT=5432 PGUSER=${PGUSER:-oto} PGDATABASE=postgres psql -XqAt -c "$1"
}

# restore_media FOLDER|bucket SNAPSHOT BEFORE: the media of SNAPSHOT, and what only BEFORE still has: a file that was
# deleted between the two may have been pointed at at the moment asked for.
restore_media() {
  local to=$1 snapshot=$2 before=$3 folder=$1
  if [ "$to" = bucket ]; then folder=$OTO_BACKUP_STATE/restored-media lacking=no; fi
  if [ "$lacking" = yes ]; then
    mkdir -p "$folder"
    # Of a restore that was killed.
    rm -rf "$folder/.oto-restore"
    add_lacking "$snapshot" "$folder"
  else
    must_be_empty "$folder"
    mkdir -p "$folder"
    fetch_media "$snapshot" "$folder"
  fi
  if [ -n "$before" ] && [ "$before" != "$snapshot" ]; then add_lacking "$before" "$folder"; fi
  find "$folder" -type d -exec chmod 0755 {} + -o -type f -exec chmod 0644 {} +
  if [ "$(id -u)" -eq 0 ]; then chown -R "${MEDIA_OWNER:-1000:1000}" "$folder"; fi
  if [ "$to" = bucket ]; then
    bucket copy "$folder" "oto:$S3_BUCKET" --size-only --transfers 8 || die 'the media could not be sent to the bucket'
    rm -rf "$folder"
  fi
}

# fetch_media SNAPSHOT FOLDER: all of them, into an empty folder.
fetch_media() {
  local path fetched=$2/.oto-restore
  path=$(media_path "$1")
  restic restore --quiet "$1" --target "$fetched" --include "$path" >&2 || die 'the media could not be restored whole'
  if [ -d "$fetched$path" ]; then find "$fetched$path" -mindepth 1 -maxdepth 1 -exec mv -t "$2" {} +; fi
  rm -rf "$fetched"
}

# add_lacking SNAPSHOT FOLDER: the media that the folder lacks.
add_lacking() {
  local top name wanted=() fetched=$2/.oto-restore
  top=$(media_path "$1")
  restic ls "$1" "$top" --recursive --json >"$WORK/listed" || die "the media of snapshot ${1:0:8} could not be listed"
  while read -r name; do
    [ -e "$2/$name" ] || wanted+=(--include "$top/$name")
  done < <(jq -r --arg top "$top/" 'select(.type == "file") | .path | ltrimstr($top)' "$WORK/listed")
  while [ "${#wanted[@]}" -gt 0 ]; do
    restic restore --quiet "$1" --target "$fetched" "${wanted[@]:0:1000}" >&2 || die 'the media could not be restored whole'
    wanted=("${wanted[@]:1000}")
  done
  if [ -d "$fetched$top" ]; then cp -r --no-clobber --link "$fetched$top/." "$2/"; fi
  rm -rf "$fetched"
}

# Whatever is neither the log nor a copy of the server in a snapshot is the media.
media_path() {
  jq -r --arg id "$1" '.[] | select(.id == $id) | .paths[] | select(endswith("/oto-wal") or endswith("/oto-ship") or endswith("/oto-full") | not)' <<<"$SNAPSHOTS"
}
