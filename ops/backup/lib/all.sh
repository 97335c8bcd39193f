# shellcheck shell=bash
HERE=${HERE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
# shellcheck source=log.sh
. "$HERE/lib/log.sh"
# shellcheck source=config.sh
. "$HERE/lib/config.sh"
# shellcheck source=lock.sh
. "$HERE/lib/lock.sh"
# shellcheck source=status.sh
. "$HERE/lib/status.sh"
# shellcheck source=database.sh
. "$HERE/lib/database.sh"
# shellcheck source=repository.sh
. "$HERE/lib/repository.sh"
# shellcheck source=media.sh
. "$HERE/lib/media.sh"
# shellcheck source=wal.sh
. "$HERE/lib/wal.sh"
