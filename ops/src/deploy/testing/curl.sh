#!/usr/bin/env bash
# Stands in for curl: the service answers unless $FAKE/wrong says `silent`; GitHub tells what $FAKE/ci holds; the api
# gives out $FAKE/asked once, and takes what is told to it into $FAKE/told unless $FAKE/wrong says `deaf` or `forgetful`.
set -euo pipefail

wrong() { grep -qsx "$1" "$FAKE/wrong"; }

case $* in
  *api.github.com*) cat "$FAKE/ci" ;;
  */api/deploy/claim)
    cat >"$FAKE/credential"
    if [ -e "$FAKE/asked" ]; then
      cat "$FAKE/asked"
      rm "$FAKE/asked"
    fi
    ;;
  */api/deploy/requests/*)
    cat >"$FAKE/credential"
    if wrong deaf; then exit 22; fi
    if wrong forgetful; then
      printf 404
      exit 22
    fi
    printf '%s\n' "${!#}" >>"$FAKE/told"
    # Where the body stands.
    for argument in "$@"; do
      case $argument in @*) cat "${argument#@}" >>"$FAKE/told" ;; esac
    done
    ;;
  *) if wrong silent; then exit 22; fi ;;
esac
