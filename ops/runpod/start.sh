#!/usr/bin/env bash
# Starts the text engine on loopback, waits until it has loaded its model, then the worker. When one of the
# two ends, the other is stopped and so is the machine's container. SIGTERM lets the worker hand back what it has.
#
#   API_URL, COLLAB_URL, WORKER_TOKEN   as for every worker; https:// and wss://
#   MODEL_URL      a GGUF file, fetched once into MODELS_FOLDER; with MODEL_SHA256 it must be that one
#   MODELS_FOLDER  /workspace/models, on the volume that outlives the machine
#   ENGINE, NODE, WORKER_ENTRY, ENGINE_PORT   the two programs and where they meet; for tests
#   ENGINE_WITHIN  seconds in which the model must be loaded (600)
set -euo pipefail

: "${API_URL:?where the api is, https://…}" "${COLLAB_URL:?where the documents are, wss://…}"
: "${MODEL_URL:?the address of a GGUF file}"
models=${MODELS_FOLDER:-/workspace/models}
engine=${ENGINE:-/app/llama-server}
node=${NODE:-node}
within=${ENGINE_WITHIN:-600}
port=${ENGINE_PORT:-8080}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export WORKER_NAME=${WORKER_NAME:-runpod-${RUNPOD_POD_ID:-$(hostname)}}

case $API_URL in
  https://* | http://127.0.0.1:*) ;;
  *) echo 'API_URL must begin with https://: the token goes there' >&2; exit 1 ;;
esac
if ! mkdir -p "$models" || [ ! -w "$models" ]; then
  echo "$models cannot be written: the model is kept in $HOME/models and fetched again next time" >&2
  models=$HOME/models
  mkdir -p "$models"
fi
model=$models/${MODEL_URL##*/}
model=${model%%\?*}
if [ ! -e "$model" ]; then
  # Beside it first, so that half a file is never taken for a whole one; what was fetched before is gone on from.
  curl --fail --location --silent --show-error --retry 5 --continue-at - --output "$model.part" "$MODEL_URL"
  if [ -n "${MODEL_SHA256:-}" ] && ! echo "$MODEL_SHA256  $model.part" | sha256sum --check --status; then
    rm "$model.part"
    echo 'the model is not the one that MODEL_SHA256 names' >&2
    exit 1
  fi
  mv "$model.part" "$model"
fi

engine_pid='' worker_pid=''
# shellcheck disable=SC2317 # the trap calls it
stop() {
  local status=$? pid
  trap '' TERM INT
  for pid in $worker_pid $engine_pid; do
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  exit "$status"
}
trap stop EXIT
trap 'exit 0' TERM INT

"$engine" --host 127.0.0.1 --port "$port" --model "$model" --n-gpu-layers 99 --parallel 2 &
engine_pid=$!
until curl --fail --silent --output /dev/null "http://127.0.0.1:$port/health"; do
  kill -0 "$engine_pid" 2>/dev/null || { echo 'the engine ended before its model was loaded' >&2; exit 1; }
  [ "$SECONDS" -lt "$within" ] || { echo "the model was not loaded within $within s" >&2; exit 1; }
  sleep 0.2
done

"$node" "$here/${WORKER_ENTRY:-gpu-worker/src/main.ts}" &
worker_pid=$!
# Whichever ends first ends the other.
wait -n
exit 1
