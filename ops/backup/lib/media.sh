# shellcheck shell=bash

# shellcheck disable=SC2034
# Sets MEDIA_ROOT: the folder to store. A bucket is mirrored first; what it deleted goes, older snapshots keep it.
gather_media() {
  if [ -n "$S3_BUCKET" ]; then mirror_bucket; else MEDIA_ROOT=$(realpath "$MEDIA_FOLDER"); fi
  # A folder that was not mounted, a bucket of another name: nothing is stored then, and nothing older is let go for it.
  local table answer
  if [ -z "$(find "$MEDIA_ROOT" -type f -print -quit)" ]; then
    for table in media stored_file; do
      # By themselves: in a test an answer that did not come would count as no.
      answer=$(ask "select to_regclass('$table') is not null")
      [ "$answer" = t ] || continue
      answer=$(ask "select exists (select from $table)")
      [ "$answer" = f ] || die 'the database names media, and there is not one file: are they somewhere else?'
    done
  fi
}

mirror_bucket() {
  MEDIA_ROOT=$MIRROR_DIR
  mkdir -p "$MIRROR_DIR"
  exec 6>"$OTO_BACKUP_STATE/mirror.lock"
  flock -w 3600 6 || die 'another step has been mirroring the bucket for an hour'
  bucket sync "oto:$S3_BUCKET" "$MIRROR_DIR" --size-only --transfers 8 --fast-list || die "the bucket $S3_BUCKET could not be mirrored"
  exec 6>&-
}

# rclone with the api's own settings of the bucket, and no file of its own.
bucket() {
  RCLONE_CONFIG=/dev/null RCLONE_CONFIG_OTO_TYPE=s3 RCLONE_CONFIG_OTO_PROVIDER=Other RCLONE_CONFIG_OTO_NO_CHECK_BUCKET=true \
    RCLONE_CONFIG_OTO_ENDPOINT=${S3_ENDPOINT:-} RCLONE_CONFIG_OTO_REGION=${S3_REGION:-us-east-1} \
    RCLONE_CONFIG_OTO_FORCE_PATH_STYLE=${S3_FORCE_PATH_STYLE:-false} \
    RCLONE_CONFIG_OTO_ACCESS_KEY_ID=$S3_ACCESS_KEY_ID RCLONE_CONFIG_OTO_SECRET_ACCESS_KEY=$S3_SECRET_ACCESS_KEY \
    rclone --quiet "$@"
}
