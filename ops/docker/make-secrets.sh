#!/usr/bin/env bash
# Makes the file of every secret that docker-compose.yml names, each once: a file that is there is never
# touched again. Random ones are made; those that somebody else gives you are made empty, which counts as
# "not set", and you write them: printf %s 'sk_live_…' > ops/docker/secrets/stripe_secret_key
#
#   ops/docker/make-secrets.sh [folder]    ops/docker/secrets beside this script
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/secrets}
command -v openssl >/dev/null || { echo 'needs openssl' >&2; exit 1; }

umask 077
mkdir -p "$folder"
# Nobody but its owner enters the folder; inside a container a file must be readable for its own user.
chmod 700 "$folder"

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
random() { openssl rand 32 | base64url; }

# What comes in becomes the file, unless there is one. Written beside it first, so that no half of one is ever left;
# and nothing at all is no secret, unless the second word says so.
keep() {
  local file=$folder/$1
  if [ -e "$file" ]; then
    cat >/dev/null
    return
  fi
  cat >"$file.new"
  if [ ! -s "$file.new" ] && [ "${2:-}" != unset ]; then
    rm "$file.new"
    echo "could not make $1" >&2
    return 1
  fi
  chmod 444 "$file.new"
  mv -n "$file.new" "$file"
  echo "made $1"
}

# The pair of an Ed25519 signing key, as a private JWK.
signing_key() {
  local pem private public
  pem=$(openssl genpkey -algorithm ed25519)
  # DER ends with the 32 bytes themselves.
  private=$(openssl pkey -outform DER <<<"$pem" | tail -c 32 | base64url)
  public=$(openssl pkey -pubout -outform DER <<<"$pem" | tail -c 32 | base64url)
  printf '{"kty":"OKP","crv":"Ed25519","x":"%s","d":"%s","alg":"EdDSA","use":"sig","kid":"%s"}' \
    "$public" "$private" "$(openssl rand -hex 6)"
}

[ -e "$folder/postgres_password" ] || random | keep postgres_password
printf 'postgres://oto:%s@postgres:5432/oto' "$(cat "$folder/postgres_password")" | keep database_url
for name in auth_secret worker_token deploy_token n8n_encryption_key backup_password grafana_password; do random | keep "$name"; done
signing_key | keep signing_key

# The pair by which browsers know us for Web Push: both halves of one curve point, or neither.
if [ ! -e "$folder/vapid_private_key" ] || [ ! -e "$folder/vapid_public_key" ]; then
  rm -f "$folder/vapid_private_key" "$folder/vapid_public_key"
  pem=$(openssl ecparam -name prime256v1 -genkey -noout)
  # SEC 1: seven bytes, then the 32 of the scalar; the point is what the public key's DER ends with.
  openssl ec -outform DER <<<"$pem" 2>/dev/null | tail -c +8 | head -c 32 | base64url | keep vapid_private_key
  openssl ec -pubout -outform DER <<<"$pem" 2>/dev/null | tail -c 65 | base64url | keep vapid_public_key
fi

for name in retired_keys moderation_key oidc_client_secret smtp_url stripe_secret_key stripe_webhook_secret \
  s3_secret_access_key github_webhook_secret text_key \
  backup_store_secret; do
  keep "$name" unset </dev/null
done
