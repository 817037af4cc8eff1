#!/usr/bin/env bash
# Installs a wheel into an empty environment, with the locked packages, and lets the demo answer from an empty folder.
# Usage: try_wheel.sh WHEEL
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(realpath "$1")
work=$(mktemp -d -t runwu-wheel-XXXXXX)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
pip="$work/venv/bin/pip --disable-pip-version-check --quiet --quiet"
$pip install --require-hashes -r requirements/runwu.txt
$pip install --no-deps "$wheel"
$pip check
mkdir "$work/empty" && cd "$work/empty"
env -i PATH="$PATH" HOME="$work" LANG=C.UTF-8 "$work/venv/bin/runwu" --version
env -i PATH="$PATH" HOME="$work" LANG=C.UTF-8 "$work/venv/bin/runwu" demo --check
