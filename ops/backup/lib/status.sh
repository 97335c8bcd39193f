# shellcheck shell=bash
# What became of each step, for Prometheus (node_exporter's textfile collector) and, by config, an HTTP ping.

STATUS_DIR=$OTO_BACKUP_STATE/status

# Marks the step as begun, and writes how it ended whichever way the script leaves.
begin_step() {
  name_step "$1"
  BEGAN=$(date +%s)
  FAILURE=''
  mkdir -p "$STATUS_DIR"
  trap 'end_step $?' EXIT
}

# What a step leaves behind; a step that leaves something says its own.
clean_up() { :; }

end_step() {
  local code=$1 ended
  trap - EXIT
  clean_up
  release_media
  ended=$(date +%s)
  printf '%s\n' "$ended" >"$STATUS_DIR/$STEP.run"
  printf '%s\n' "$((ended - BEGAN))" >"$STATUS_DIR/$STEP.seconds"
  printf '%s\n' "$((code == 0 ? 0 : 1))" >"$STATUS_DIR/$STEP.failed"
  if [ "$code" -eq 0 ]; then
    printf '%s\n' "$ended" >"$STATUS_DIR/$STEP.success"
    say "done in $((ended - BEGAN)) s"
  else
    [ -n "$FAILURE" ] || say "FAILED with code $code"
  fi
  write_metrics || say 'the metrics could not be written'
  ping_outcome "$code"
  exit "$code"
}

# A number kept under a name, told as oto_backup_<name>.
gauge() {
  mkdir -p "$STATUS_DIR"
  printf '%s\n' "$2" >"$STATUS_DIR/gauge.$1"
}

write_metrics() (
  local folder new name
  folder=$(dirname "$OTO_BACKUP_METRICS")
  mkdir -p "$folder"
  exec 7>"$OTO_BACKUP_STATE/metrics.lock"
  flock -w 10 7
  new=$(mktemp "$folder/.oto_backup.XXXXXX")
  {
    per_step last_success_timestamp_seconds success 'When the step last ended well.'
    per_step last_run_timestamp_seconds run 'When the step last ended.'
    per_step last_run_failed failed '1 when the last run failed.'
    per_step last_run_seconds seconds 'How long the last run took.'
    for name in "$STATUS_DIR"/gauge.*; do
      [ -e "$name" ] || continue
      printf '# TYPE oto_backup_%s gauge\noto_backup_%s %s\n' "${name##*/gauge.}" "${name##*/gauge.}" "$(<"$name")"
    done
  } >"$new"
  chmod 0644 "$new"
  mv "$new" "$OTO_BACKUP_METRICS"
)

per_step() {
  local metric=$1 suffix=$2 help=$3 file of
  printf '# HELP oto_backup_%s %s\n# TYPE oto_backup_%s gauge\n' "$metric" "$help" "$metric"
  for file in "$STATUS_DIR"/*."$suffix"; do
    [ -e "$file" ] || continue
    of=${file##*/}
    printf 'oto_backup_%s{step="%s"} %s\n' "$metric" "${of%".$suffix"}" "$(<"$file")"
  done
}

# healthchecks.io's way: the address after a success, /fail after a failure. Never fails the step.
ping_outcome() {
  [ -n "$OTO_BACKUP_PING_URL" ] || return 0
  local url=${OTO_BACKUP_PING_URL%/}/$STEP
  [ "$1" -eq 0 ] || url=$url/fail
  curl -fsS -m 10 --retry 2 -o /dev/null "$url" || say 'nobody could be told of it'
}
