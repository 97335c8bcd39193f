#!/usr/bin/env bash
# Stands in for curl: the service answers unless $FAKE/wrong says `silent`, and GitHub tells what $FAKE/ci holds.
set -euo pipefail
case $* in
  *api.github.com*) cat "$FAKE/ci" ;;
  *) if grep -qsx silent "$FAKE/wrong"; then exit 22; fi ;;
esac
