#!/usr/bin/env bash
# Runs the newest deploy that was asked for: takes it from the api, runs ops/update.sh, writes back what came of
# it. The api only records requests and can do nothing on this host; this script asks it, over HTTPS, with a
# token that is good for nothing else. Started by oto-deploy.timer; nothing happens when nothing was asked.
#
#   OTO_ADDRESS      where the service is reached, without a slash at the end
#   OTO_TOKEN_FILE   file that holds DEPLOY_TOKEN; else the credential `token` that systemd passes
#   OTO_STATE        folder of what it remembers: /var/lib/oto; and what ops/update.sh reads
set -euo pipefail

log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }

# The token goes in by a pipe: arguments can be seen by everybody on the host.
ask() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$token_file")" |
    curl --config - --fail --silent --show-error --max-time 30 --request POST "$@"
}

# What came of a request is kept until the api has it: it may be away just now, by this very deploy.
report() {
  local id outcome commit status
  [ -e "$state/outcome" ] || return 0
  read -r id outcome commit <"$state/outcome"
  status=$(ask --output /dev/null --write-out '%{http_code}' --header 'Content-Type: text/plain' --data-binary "@$state/outcome.log" \
    "$OTO_ADDRESS/api/deploy/requests/$id?outcome=$outcome&commit=$commit") || {
    # A database that was put back to an earlier moment does not know of it any more.
    if [ "$status" != 404 ]; then
      log "the outcome of $id ($outcome) is not told yet"
      return 1
    fi
    log "the api does not know $id"
  }
  rm -f "$state/outcome" "$state/request"
  log "$id: $outcome at $commit"
}

main() {
  local id answer code outcome
  state=${OTO_STATE:-/var/lib/oto}
  token_file=${OTO_TOKEN_FILE:-${CREDENTIALS_DIRECTORY:-}/token}
  : "${OTO_ADDRESS:?where the service is reached}"
  cd "$(dirname "${BASH_SOURCE[0]}")/../.."
  mkdir -p "$state"
  exec 8>"$state/request.lock"
  flock --nonblock 8 || exit 0

  report
  # A request that this host was at when it went down is run again.
  if [ ! -e "$state/request" ]; then
    answer=$(ask "$OTO_ADDRESS/api/deploy/claim")
    id=$(sed -n 's/.*"id":"\([A-Za-z0-9_-]\{22\}\)".*/\1/p' <<<"$answer")
    [ -n "$id" ] || exit 0
    printf '%s\n' "$id" >"$state/request.new"
    mv "$state/request.new" "$state/request"
  fi
  id=$(cat "$state/request")
  log "running $id"
  code=0
  ops/update.sh 2>&1 | tee "$state/update.log" || code=$?
  case $code in
    0) outcome='done' ;;
    3) outcome=rolled_back ;;
    75)
      log "$id waits for its turn"
      exit 0
      ;;
    *) outcome=failed ;;
  esac
  tail -c 12000 "$state/update.log" >"$state/outcome.log"
  printf '%s %s %s\n' "$id" "$outcome" "$(git rev-parse HEAD)" >"$state/outcome.new"
  mv "$state/outcome.new" "$state/outcome"
  report
  exit 0
}
main
