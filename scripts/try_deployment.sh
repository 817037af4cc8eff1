#!/usr/bin/env bash
# Follows docs/guide/deploy.md command by command, as written, on a machine of its own: system folders under an overlay
# that is thrown away, no network but the loopback. systemd does not run there: `systemctl` is a stand-in that starts the
# ExecStart lines of the very unit files. Ends at a signed-in page through nginx, gunicorn, PgBouncer and PostgreSQL.
# Needs root on Debian. Usage: try_deployment.sh BUNDLE. With PROVINCE=1 the demo province is loaded instead of one park
# (PROVINCE=0.05 for a twentieth of it).
set -euo pipefail
cd "$(dirname "$0")/.."
bundle=$(realpath "$1")
[ "$(id -u)" = 0 ] || { echo "This needs root on Debian." >&2; exit 1; }
missing=()
for package in python3 python3-venv postgresql pgbouncer nginx-light openssl curl iproute2; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
said=$(systemd-analyze verify deploy/systemd/*.service deploy/systemd/*.timer 2>&1 | grep -v 'is not executable: No such file' || true)
[ -z "$said" ] || { echo "$said" >&2; exit 1; }
work=$(mktemp -d -t runwu-deploy-XXXXXX)
trap 'rm -rf "$work"' EXIT
exec_in() { env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PROVINCE="${PROVINCE:-}" "$@"; }
exec_in unshare --mount --net --pid --fork --kill-child --mount-proc scripts/deployment/machine.sh "$work" "$bundle" "$PWD"
