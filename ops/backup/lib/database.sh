# shellcheck shell=bash

# One value from the database.
ask() { psql -XqAt -v ON_ERROR_STOP=1 -c "$1" || die 'the database did not answer'; }

HOLD_OUT=''
HOLD_IN=''
HOLD_SESSION=''

# hold_media MEDIA_HOLD_SHIP|MEDIA_HOLD_FULL: keeps the api from deleting media until release_media, or until this
# script or its host dies.
hold_media() {
  coproc HOLD { exec psql -XqAt -v ON_ERROR_STOP=1; }
  HOLD_OUT=${HOLD[0]} HOLD_IN=${HOLD[1]} HOLD_SESSION=$HOLD_PID
  {
    printf "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;\n"
    printf "set idle_session_timeout = 0; set statement_timeout = '300s';\n"
    printf "select 'held' from (select pg_advisory_lock(%s, %s)) as lock;\n" "$MEDIA_HOLD" "$1"
  } >&"$HOLD_IN"
  heard held || die 'a sweep of the media did not end within 5 minutes'
}

# Fails when the hold has not lasted: something may have been deleted meanwhile.
prove_hold() {
  if ! { printf "select 'still';\n" >&"$HOLD_IN"; } 2>/dev/null || ! heard still; then
    die 'the hold on the media was lost; what was copied may lack a file'
  fi
}

release_media() {
  [ -n "$HOLD_SESSION" ] || return 0
  { printf '\\q\n' >&"$HOLD_IN"; } 2>/dev/null || true
  wait "$HOLD_SESSION" 2>/dev/null || true
  HOLD_SESSION=''
}

heard() {
  local line
  while IFS= read -r -t 310 line <&"$HOLD_OUT"; do
    [ "$line" != "$1" ] || return 0
  done
  return 1
}
