# shellcheck shell=bash

# For sftp:... with a key of its own: ssh -i FILE -o UserKnownHostsFile=FILE user@host -s sftp
restic() {
  if [ -n "${OTO_BACKUP_SFTP_COMMAND:-}" ]; then
    command restic -o "sftp.command=$OTO_BACKUP_SFTP_COMMAND" "$@"
  else
    command restic "$@"
  fi
}

# Sets SNAPSHOTS: every one as {id, kind, archive, at, paths}; `at` is Unix time in seconds to the microsecond.
# open_repository new|known: `new` makes the repository the first time. A wrong password or an unreachable store is no new repository.
open_repository() {
  local said
  if ! said=$(restic snapshots --json --host "$BACKUP_HOST" 2>&1); then
    case $said in
    *'wrong password'* | *'no key found'*) die "the repository does not open with the password of $RESTIC_PASSWORD_FILE" ;;
    *'Is there a repository at the following location'* | *'repository does not exist'* | *'unable to open config file'*) ;;
    *) die "the repository does not answer: $said" ;;
    esac
    [ "$1" = new ] || die 'there is no repository'
    if [ -e "$OTO_BACKUP_STATE/repository.known" ]; then
      die "the repository was there before and is gone; if that is meant, remove $OTO_BACKUP_STATE/repository.known"
    fi
    # Two steps may begin at once: the other may have made it meanwhile.
    restic init --quiet >&2 || restic cat config >/dev/null 2>&1 || die 'the repository could not be made'
    say 'made a new repository; without its password nothing in it can ever be read'
    said='[]'
  fi
  SNAPSHOTS=$(grep '^\[' <<<"$said" | tail -1 | jq -c '
    def tagged($name): [.tags[]? | select(startswith($name + "-")) | ltrimstr($name + "-")][0];
    [.[] | {id: .id, kind: (if (.tags // [] | index("ship")) then "ship" elif (.tags // [] | index("full")) then "full" else null end),
      archive: tagged("archive"), at: (tagged("at") // "0" | tonumber), paths}
      | select(.kind != null and .archive != null)] | sort_by(.at)') || die 'the list of snapshots could not be read'
}

know_repository() { touch "$OTO_BACKUP_STATE/repository.known"; }

# Whether a full backup of this archive was in the repository when it was opened.
has_full() { jq -e --arg archive "$1" 'any(.[]; .kind == "full" and .archive == $archive)' <<<"$SNAPSHOTS" >/dev/null; }

latest_ship() { jq -r '[.[] | select(.kind == "ship")] | last // empty | .id' <<<"$SNAPSHOTS"; }

# store_snapshot KIND ARCHIVE AT PARENT PATH...: what was read before is found again in the parent.
store_snapshot() {
  local kind=$1 archive=$2 at=$3 parent=$4
  shift 4
  local options=(--host "$BACKUP_HOST" --tag "$kind" --tag "archive-$archive" --tag "at-$at")
  [ -z "$parent" ] || options+=(--parent "$parent")
  restic backup --quiet "${options[@]}" --exclude "$WAL_DIR/*.partial" --exclude "${MEDIA_ROOT:-/nowhere}/incoming" "$@" ||
    die 'restic could not store everything'
  know_repository
}
