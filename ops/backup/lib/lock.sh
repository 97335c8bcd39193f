# shellcheck shell=bash

# One run of a step at a time.
lock_step() {
  exec 9>"$OTO_BACKUP_STATE/$1.lock"
  flock -n 9 || die "another $1 runs"
}

# Backups share the repository; forgetting and checking have it alone.
lock_repository() {
  exec 8>"$OTO_BACKUP_STATE/repository.lock"
  flock "--$1" -w "${2:-3600}" 8 || die "the repository stayed busy for ${2:-3600} s"
}
