#!/usr/bin/env bash
# Brings this host to the newest commit of its branch: fetches it, judges it, builds its images, migrates
# while the version before goes on serving, replaces one service after the other, and asks whether all is
# well. When it is not, the images from before come back; the schema stays, which they can bear.
#
#   ops/update.sh             the newest commit
#   ops/update.sh --dry-run   says what it would do; only fetches
#   ops/update.sh --back      the version before, and never again the one that is left by itself
#   ops/update.sh --force     also a commit that was left
#
# Ends with 0: done, or nothing to do. 1: refused or failed, and nothing has changed. 2: called wrongly.
# 3: the new version was not well, or a run that was cut short could not be gone on with: the one before
# serves again. 4: that one is not well either. 75: another one is at it. May be killed at any moment and run
# again. Set by the environment:
#
#   OTO_STATE     folder of what it remembers                         /var/lib/oto
#   OTO_REMOTE, OTO_BRANCH                                            origin, main
#   OTO_ADDRESS   where people reach the service; asked for /healthz  not asked when empty
#   OTO_SIGNED    yes: only commits with a signature that git trusts  no
#   OTO_CI        owner/name on GitHub: only commits whose OTO_CI_WORKFLOW (test.yml) has passed there
#   OTO_CI_TOKEN_FILE   needed when that is private
#   OTO_KEEP      services that are never replaced                    postgres
#   OTO_TRIES, OTO_PAUSE   how often and after how many seconds health is asked   60, 2
set -Eeuo pipefail
trap 'printf "failed at line %s of %s\n" "$LINENO" "${BASH_SOURCE[0]}" >&2' ERR

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; }
log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }
die() {
  log "refused: $*"
  exit 1
}

compose() {
  if [ "$compose_v2" = yes ]; then docker compose "$@"; else docker-compose "$@"; fi
}

# Files of one line, written whole or not at all.
recall() { if [ -e "$state/$1" ]; then cat "$state/$1"; fi; }
remember() {
  printf '%s\n' "$2" >"$state/$1.new"
  mv "$state/$1.new" "$state/$1"
}
forget() { rm -f "$state/$1"; }

# Services that run now, or try to again and again, and may be replaced, one a line.
replaceable() {
  local running restarting service
  running=$(compose ps --services --filter status=running) || return 1
  restarting=$(compose ps --services --filter status=restarting) || return 1
  for service in $(printf '%s\n' "$running" "$restarting" | awk '!seen[$0]++'); do
    case " $keep " in *" $service "*) ;; *) printf '%s\n' "$service" ;; esac
  done
}

# Tags the images of a commit, which runs now, so that it can come back, and lists them: service, the name it is
# started by.
keep_images() {
  local commit=$1 services service container name image
  services=$(replaceable)
  : >"$state/list.new"
  for service in $services; do
    container=$(compose ps -q "$service" | head -n 1)
    [ -n "$container" ] || continue
    name=$(docker inspect --format '{{.Config.Image}}' "$container")
    image=$(docker inspect --format '{{.Image}}' "$container")
    docker tag "$image" "oto-kept/$service:$commit"
    printf '%s\t%s\n' "$service" "$name" >>"$state/list.new"
  done
  mv "$state/list.new" "$state/kept.$commit"
}

is_kept() { docker image inspect "oto-kept/$1:$2" >/dev/null 2>&1; }

# Of commits that nobody can go back to any more.
drop_kept() {
  local list commit service
  for list in "$state"/kept.*; do
    commit=${list##*/kept.}
    case $commit in "$(recall before)" | "$(recall deployed)") continue ;; esac
    while IFS=$'\t' read -r service _; do
      docker image rm "oto-kept/$service:$commit" >/dev/null 2>&1 || log "oto-kept/$service:$commit is gone already"
    done <"$list"
    rm -f "$list"
  done
}

check_out() {
  # What git was killed at; nobody else is at it.
  rm -f "$(git rev-parse --git-dir)/index.lock"
  git checkout --quiet --force --detach "$1"
}

# The files and the images of a commit that was kept, under the names by which compose starts them.
put_back() {
  local commit=$1 list="$state/kept.$1" service name whole=yes
  if [ ! -e "$list" ] || ! check_out "$commit"; then return 1; fi
  export OTO_VERSION=$commit
  while IFS=$'\t' read -r service name; do is_kept "$service" "$commit" || whole=no; done <"$list"
  if [ "$whole" = no ]; then
    log "images of $commit were deleted: building them anew"
    compose build || return 1
  fi
  while IFS=$'\t' read -r service name; do
    case $name in
      # Named by its content alone: no build has taken its place.
      sha256:* | *@sha256:*) ;;
      *) if is_kept "$service" "$commit"; then docker tag "oto-kept/$service:$commit" "$name" || return 1; fi ;;
    esac
  done <"$list"
}

is_well() {
  local service=$1 container status try
  for ((try = 1; try <= tries; try++)); do
    status=
    for container in $(compose ps -q "$service"); do
      status="$status $(docker inspect --format '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' "$container" || echo gone)"
    done
    case "$status " in
      *' starting '* | *' unhealthy '* | *' created '* | *' restarting '* | *' exited '* | *' dead '* | *' paused '* | *' gone '*) ;;
      *' healthy '* | *' running '*) return 0 ;;
    esac
    sleep "$pause"
  done
  log "$service is not well:${status:- it does not run}"
  return 1
}

answers() {
  local try
  [ -n "$address" ] || return 0
  for ((try = 1; try <= tries; try++)); do
    if curl --fail --silent --show-error --max-time 5 --output /dev/null "$address/healthz"; then return 0; fi
    sleep "$pause"
  done
  log "$address/healthz does not answer as it should"
  return 1
}

# One service after the other, so that whoever watches finds the others there; then whatever is new or gone.
replace_all() {
  local services service
  services=$(replaceable) || return 1
  for service in $services; do
    log "replacing $service"
    compose up -d --no-deps --no-build "$service" || return 1
    is_well "$service" || return 1
  done
  compose up -d --no-build --remove-orphans || return 1
  for service in $services; do is_well "$service" || return 1; done
  answers
}

go_back() {
  local from=$1 to=$2
  log "going back from $from to $to"
  if put_back "$to" && replace_all; then
    remember deployed "$to"
    forget attempt
    log "the version before serves again: $to"
    return 0
  fi
  log "the version before is not well either: somebody is needed (docs/runbooks/bad-deploy.md)"
  return 1
}

# Ends a run that may not go on. What an earlier one left half done is undone first.
give_up() {
  if [ ! -e "$state/attempt" ] || [ "$dry" = yes ]; then exit 1; fi
  if go_back "$(recall attempt)" "$(recall from)"; then exit 3; else exit 4; fi
}

is_untouched() {
  local changed
  changed=$(git status --porcelain --untracked-files=no) && [ -z "$changed" ]
}

judge() {
  local from=$1 to=$2 url answer
  is_untouched || die "files of the checkout were changed by hand"
  git merge-base --is-ancestor "$from" "$to" || die "$to does not follow from $from: the branch was rewritten"
  if [ "$force" = no ] && [ "$(recall left)" = "$to" ]; then die "$to was left by hand; --force takes it all the same"; fi
  if [ "$signed" = yes ]; then git verify-commit "$to" || die "$to bears no signature that is trusted here"; fi
  if [ -n "$ci" ]; then
    url="https://api.github.com/repos/$ci/actions/workflows/$ci_workflow/runs?head_sha=$to&status=success&per_page=1"
    # The token goes in by a pipe: arguments can be seen by everybody on the host.
    answer=$({ if [ -n "$ci_token_file" ]; then printf 'header = "Authorization: Bearer %s"\n' "$(cat "$ci_token_file")"; fi; } |
      curl --config - --fail --silent --show-error --max-time 20 --header 'Accept: application/vnd.github+json' "$url") ||
      die "GitHub does not say how $to stands"
    grep -Eq '"total_count":[[:space:]]*[1-9]' <<<"$answer" || die "$ci_workflow has not passed on $to"
  fi
}

update() {
  local deployed target before resumed=no
  deployed=$(recall deployed)
  before=${deployed:-$(git rev-parse HEAD)}
  log "fetching $branch of $remote"
  if ! git fetch --quiet --no-tags "$remote" "+refs/heads/$branch:refs/remotes/$remote/$branch"; then
    log "refused: $remote cannot be reached"
    give_up
  fi
  target=$(git rev-parse --verify "refs/remotes/$remote/$branch^{commit}")
  if [ -e "$state/attempt" ]; then
    log "an update to $(recall attempt) was cut short; beginning anew"
    resumed=yes
    before=$(recall from)
    if [ "$dry" = no ]; then check_out "$before"; fi
  elif [ "$target" = "$deployed" ]; then
    log "nothing to do: $target is deployed"
    return 0
  fi
  if ! (judge "$before" "$target"); then give_up; fi
  log "from $before to $target"
  if [ "$dry" = yes ]; then
    log "would build images, migrate and replace, one after the other: $(replaceable | tr '\n' ' ')"
    return 0
  fi

  # After a run that was cut short, what runs now may be half of the new version: what was kept then stands.
  if [ "$resumed" = no ]; then
    keep_images "$before"
    remember from "$before"
  fi
  remember attempt "$target"
  check_out "$target"
  export OTO_VERSION=$target
  log "building images"
  if ! compose build || ! compose --profile restore build restore verify; then
    leave "the images of $target do not build" "$before" "$resumed"
  fi
  log "migrating"
  if ! compose run -T --rm migrate; then leave "the migration of $target failed" "$before" "$resumed"; fi
  if ! replace_all; then
    if go_back "$target" "$before"; then exit 3; else exit 4; fi
  fi
  remember before "$before"
  remember deployed "$target"
  forget attempt
  drop_kept
  docker image prune --force >/dev/null || log "old images could not be pruned"
  log "done: $target is deployed"
}

# Ends an update that replaced nothing yet; what the one before it had replaced is put back too.
leave() {
  local why=$1 before=$2 resumed=$3
  log "$why"
  if [ "$resumed" = yes ]; then give_up; fi
  put_back "$before"
  forget attempt
  die "$before goes on serving"
}

back() {
  local deployed before
  deployed=$(recall deployed)
  before=$(recall before)
  # What was cut short is what is left.
  if [ -e "$state/attempt" ]; then
    deployed=$(recall attempt)
    before=$(recall from)
  fi
  if [ -z "$deployed" ] || [ -z "$before" ] || [ ! -s "$state/kept.$before" ]; then die "there is no version before to go back to"; fi
  [ "$deployed" != "$before" ] || die "the version before is deployed already"
  [ -e "$state/attempt" ] || is_untouched || die "files of the checkout were changed by hand"
  if [ "$dry" = yes ]; then
    log "would go back from $deployed to $before"
    return 0
  fi
  # Cut short, it is as if the update from there had been.
  remember left "$deployed"
  remember from "$before"
  remember attempt "$deployed"
  go_back "$deployed" "$before" || exit 4
}

# All of it is read before any of it runs: the checkout replaces this very file.
main() {
  dry=no force=no deed=update
  local option
  for option in "$@"; do
    case $option in
      --dry-run) dry=yes ;;
      --force) force=yes ;;
      --back) deed=back ;;
      --help | -h)
        usage
        exit 0
        ;;
      *)
        usage >&2
        exit 2
        ;;
    esac
  done
  state=${OTO_STATE:-/var/lib/oto}
  remote=${OTO_REMOTE:-origin}
  branch=${OTO_BRANCH:-main}
  address=${OTO_ADDRESS:-}
  signed=${OTO_SIGNED:-no}
  ci=${OTO_CI:-}
  ci_workflow=${OTO_CI_WORKFLOW:-test.yml}
  ci_token_file=${OTO_CI_TOKEN_FILE:-}
  keep=${OTO_KEEP:-postgres}
  tries=${OTO_TRIES:-60}
  pause=${OTO_PAUSE:-2}
  compose_v2=no
  if docker compose version >/dev/null 2>&1; then compose_v2=yes; fi

  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  mkdir -p "$state"
  exec 9>"$state/lock"
  if ! flock --nonblock 9; then
    log "another update is running"
    exit 75
  fi
  if [ "$deed" = back ]; then back; else update; fi
  exit 0
}
main "$@"
