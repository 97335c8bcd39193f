#!/usr/bin/env bash
# Stands in for docker and its compose: images and containers are files below $FAKE, and what is to go wrong is
# written in $FAKE/wrong. Every image is named after the commit that it was built from.
set -euo pipefail
printf '%s\n' "$*" >>"$FAKE/calls"

wrong() { grep -qsx "$1" "$FAKE/wrong"; }
file() { printf '%s/images/%s' "$FAKE" "${1//[\/:]/_}"; }

if [ "$1" = compose ]; then
  shift
  case $* in
    version) ;;
    'ps --services --filter status=running') ls "$FAKE/containers" ;;
    'ps --services --filter status=restarting') ;;
    'ps -q '*) if [ -e "$FAKE/containers/$3" ]; then echo "c-$3"; fi ;;
    build)
      printf 'sha256:%s\n' "$(git rev-parse HEAD)" >"$(file oto_collab)"
      if wrong build; then exit 1; fi
      cp "$(file oto_collab)" "$(file oto_api)"
      ;;
    '--profile restore build restore verify') ;;
    'run -T --rm migrate') if wrong migrate; then exit 1; fi ;;
    'up -d '*' api' | 'up -d '*' collab')
      service=${!#}
      cp "$(file "oto_$service")" "$FAKE/containers/$service"
      # Until somebody ends it.
      if wrong "hang $service"; then
        touch "$FAKE/hangs"
        exec sleep 60
      fi
      ;;
    'up -d '*'--remove-orphans') for service in api collab; do cp "$(file "oto_$service")" "$FAKE/containers/$service"; done ;;
    *) exit 64 ;;
  esac
  exit 0
fi
case $1 in
  inspect)
    service=${4#c-}
    case $3 in
      '{{.Config.Image}}') echo "oto_$service" ;;
      '{{.Image}}') cat "$FAKE/containers/$service" ;;
      *) if wrong "sick $(cat "$FAKE/containers/$service")"; then echo unhealthy; else echo healthy; fi ;;
    esac
    ;;
  tag) if [[ $2 = sha256:* ]]; then echo "$2" >"$(file "$3")"; else cp "$(file "$2")" "$(file "$3")"; fi ;;
  image)
    case $2 in
      inspect) [ -e "$(file "$3")" ] ;;
      rm) rm "$(file "$3")" ;;
      prune) ;;
      *) exit 64 ;;
    esac
    ;;
  *) exit 64 ;;
esac
