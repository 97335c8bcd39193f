#!/usr/bin/env bash
# Puts the host's wall up in a network of its own and knocks on it from another one beside it.
# Usage: unshare --net ops/src/verify/guard/wall.sh <nftables.conf> <node> <knock.ts>
set -euo pipefail
rules=$1 node=$2 knock=$3

unshare --net sleep 60 &
outside=$!
listener=
trap 'kill "$outside" ${listener:+"$listener"} 2>/dev/null || true' EXIT
here=$(readlink /proc/self/ns/net)
until [ "$(readlink "/proc/$outside/ns/net")" != "$here" ]; do sleep 0.02; done
from_outside() { nsenter --net="/proc/$outside/ns/net" "$@"; }

ip link set lo up
ip link add inner type veth peer name outer netns "$outside"
ip address add 192.0.2.1/24 dev inner
ip address add 2001:db8::1/64 dev inner nodad
ip link set inner up
from_outside ip link set lo up
from_outside ip address add 192.0.2.2/24 dev outer
from_outside ip address add 2001:db8::2/64 dev outer nodad
from_outside ip link set outer up

# Docker's own table stands before, and must stand after; reading the file twice is reading it once.
nft add table ip docker
nft -f "$rules"
nft -f "$rules"
nft list table ip docker >/dev/null

"$node" "$knock" listen &
listener=$!
from_outside "$node" "$knock" from-outside
