#!/usr/bin/env bash
# What the container runs: the receiver, started again whenever it ends, and the steps at their times.
# A step that fails is told by its metric and tried again at its next time; a full one after a quarter of an hour.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
name_step run
configure
need_repository
need_database
need_media
lock_step run

children=()
stop() {
  trap - TERM INT
  kill "${children[@]}" 2>/dev/null || true
  wait || true
  exit 0
}
trap stop TERM INT

# A signal ends a pause at once; a child of this shell would outlive it.
pause() { sleep "$1" 9>&- & wait $!; }

receive_for_ever() {
  local receiver=''
  trap 'kill $receiver 2>/dev/null; wait; exit 0' TERM
  while :; do
    "$HERE/receive.sh" 9>&- &
    receiver=$!
    wait "$receiver" || true
    say 'the receiver ended; starting it again'
    pause 5
  done
}

age_of() { echo $(($(date +%s) - $(cat "$OTO_BACKUP_STATE/status/$1" 2>/dev/null || echo 0))); }

is_due() {
  case $1 in
  full) [ "$(age_of full.success)" -ge "$OTO_BACKUP_FULL_SECONDS" ] || [ -e "$OTO_BACKUP_STATE/full.due" ] ;;
  retain) [ "$(age_of retain.success)" -ge 86400 ] ;;
  esac
}

run_when_due() {
  local step=$1
  while :; do
    if [ -s "$WAL_DIR/archive" ] && is_due "$step" && [ "$(age_of "$step.run")" -ge 900 ]; then "$HERE/$step.sh" 9>&- || true; fi
    pause 20
  done
}

ship_for_ever() {
  while :; do
    if [ -s "$WAL_DIR/archive" ]; then "$HERE/ship.sh" 9>&- || true; fi
    pause "$OTO_BACKUP_SHIP_SECONDS"
  done
}

receive_for_ever &
children+=($!)
ship_for_ever &
children+=($!)
run_when_due full &
children+=($!)
run_when_due retain &
children+=($!)
say "ships every $OTO_BACKUP_SHIP_SECONDS s, full backups every $OTO_BACKUP_FULL_SECONDS s"
wait
