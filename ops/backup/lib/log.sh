# shellcheck shell=bash
# lib/status.sh reads FAILURE.
# shellcheck disable=SC2034

name_step() { STEP=$1; }
say() { printf '%s %s: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "${STEP:-backup}" "$*" >&2; }
die() {
  FAILURE=$*
  say "FAILED: $*"
  exit 1
}
