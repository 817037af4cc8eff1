#!/usr/bin/env bash
# Builds sdist and wheel of the last commit into dist/, with the assets and catalogues compiled from that very commit.
# The same commit gives the same bytes: times come from the commit (SOURCE_DATE_EPOCH). Usage: build_wheel.sh [folder]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
python=$root/.venv/bin/python
target=${1:-$root/dist}
commit=${COMMIT:-$(git rev-parse HEAD)}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct "$commit")}
umask 022

work=$(mktemp -d -t runwu-build-XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/runwu" "$target"
git archive "$commit" | tar -x -C "$work/runwu"
ln -s "$root/node_modules" "$work/runwu/node_modules"
(cd "$work/runwu" && node scripts/build_assets.mjs && "$python" scripts/compile_messages.py && rm node_modules)

"$python" -m build --no-isolation --outdir "$work/dist" "$work/runwu" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

# tar and gzip write down when and by whom; a release does not.
sdist=$(basename "$work"/dist/*.tar.gz)
mkdir "$work/sdist" && tar -xzf "$work/dist/$sdist" -C "$work/sdist"
(cd "$work/sdist" && tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - ./*) | gzip -n9 >"$target/$sdist"
cp "$work"/dist/*.whl "$target/"
(cd "$target" && sha256sum "$sdist" "$(basename "$work"/dist/*.whl)")
