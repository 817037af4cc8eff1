#!/usr/bin/env bash
# The inside of try_deployment.sh: overlays, loopback, the guide's commands, and what a person then does in a browser.
set -euo pipefail
work=$1 bundle=$2 root=$3
mount -t tmpfs tmpfs "$work"
for folder in /etc /opt /var/lib /var/log /var/backups /usr/local /run; do
  layer=$work/layers$folder
  mkdir -p "$layer/upper" "$layer/work"
  mount -t overlay overlay -o "lowerdir=$folder,upperdir=$layer/upper,workdir=$layer/work" "$folder"
done
ip link set lo up
rm -rf /var/lib/apt/lists  # what is installed is as new as this machine knows
echo "127.0.0.1 runwu.example" >>/etc/hosts
cp "$root/scripts/deployment/systemctl" /usr/local/bin/systemctl
export MACHINE=$work/machine
mkdir -p "$MACHINE" "$work/folder"
cp "$bundle" "$work/folder/"
python3 "$root/scripts/deployment/blocks.py" "$root/docs/guide/deploy.md" >"$work/guide.sh"
cat "$root/scripts/deployment/visit.sh" >"$work/visit.sh"
cp "$root/scripts/deployment/newer.sh" "$work/newer.sh"
cd "$work/folder"
WORK=$work bash -euo pipefail "$work/guide.sh" || { tail -n 40 "$MACHINE"/*.log >&2; exit 1; }
echo "the guide was followed to its end"
