#!/usr/bin/env bash
# Forgets what is older than it has to be kept, frees its space and checks the repository, reading a part of it back.
set -euo pipefail
# shellcheck source=lib/all.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib/all.sh"
configure
begin_step retain
need_repository
lock_step retain
lock_repository exclusive
# Of runs that were killed; those that live are left alone.
restic unlock --quiet || true
open_repository known

# The last ship of a day reaches back over the whole of it, so that every moment stays within reach.
restic forget --quiet --host "$BACKUP_HOST" --tag ship --group-by host \
  --keep-within 24h --keep-daily "$OTO_BACKUP_KEEP_DAYS" || die 'ships could not be forgotten'
restic forget --quiet --host "$BACKUP_HOST" --tag full --group-by host --keep-last 2 \
  --keep-daily "$((OTO_BACKUP_KEEP_DAYS + 1))" --keep-weekly "$OTO_BACKUP_KEEP_WEEKS" --keep-monthly "$OTO_BACKUP_KEEP_MONTHS" ||
  die 'full backups could not be forgotten'
restic prune --quiet || die 'the space could not be freed'
restic check --quiet --read-data-subset="$OTO_BACKUP_CHECK_SUBSET" || die 'THE REPOSITORY IS DAMAGED: see restic check'
open_repository known
gauge snapshots "$(jq length <<<"$SNAPSHOTS")"
