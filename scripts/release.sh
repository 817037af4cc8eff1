#!/usr/bin/env bash
# A release: wheel and sdist, the same twice over, installed into an empty environment, with its list of parts, and the
# deployment guide followed step by step. What is not committed is not in it.
set -euo pipefail
cd "$(dirname "$0")/.."
git diff --quiet HEAD || echo "Note: changes that are not committed stay out of the release." >&2
rm -rf dist && mkdir dist
COMMIT=$(git rev-parse HEAD)  # one commit throughout
export COMMIT
echo "== wheel and sdist"
scripts/build_wheel.sh dist
echo "== the same bytes again"
again=$(mktemp -d -t runwu-again-XXXXXX)
trap 'rm -rf "$again"' EXIT
scripts/build_wheel.sh "$again" >/dev/null
for file in dist/runwu-*; do cmp "$file" "$again/$(basename "$file")"; done
echo "== list of parts (SBOM)"
.venv/bin/python scripts/write_sbom.py dist
echo "== empty environment"
scripts/try_wheel.sh dist/runwu-*.whl
echo "== offline bundle"
scripts/bundle.sh
scripts/try_bundle.sh dist/runwu-*-offline-*.tar.gz
echo "== deployment guide"
scripts/try_deployment.sh dist/runwu-*-offline-*.tar.gz
echo "== deployment guide with a province (a twentieth of it)"
PROVINCE=0.05 scripts/try_deployment.sh dist/runwu-*-offline-*.tar.gz
echo "== released"
(cd dist && sha256sum -- * | tee SHA256SUMS)
