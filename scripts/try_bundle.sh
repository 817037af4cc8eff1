#!/usr/bin/env bash
# Installs an offline bundle with the network cut off (unshare -n as root, a dead registry otherwise), and lets the demo
# of a park answer from it. Usage: try_bundle.sh ARCHIVE
set -euo pipefail
archive=$(realpath "$1")
work=$(mktemp -d -t runwu-offline-XXXXXX)
trap 'rm -rf "$work"' EXIT
tar -xzf "$archive" -C "$work"
cut=()
if [ "$(id -u)" = 0 ] && unshare -n true 2>/dev/null; then cut=(unshare -n); fi
clean=(env -i "PATH=$PATH" "HOME=$work" LANG=C.UTF-8 PIP_INDEX_URL=http://127.0.0.1:9/ PIP_CONFIG_FILE=/dev/null)
echo "network: ${cut[*]:-a dead registry}"
"${cut[@]}" "${clean[@]}" "$work"/runwu-*/install.sh "$work/opt"
mkdir "$work/empty" && cd "$work/empty"
"${cut[@]}" "${clean[@]}" "$work/opt/current/bin/runwu" demo --check
