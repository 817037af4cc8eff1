#!/usr/bin/env bash
# The offline bundle (离线安装包): wheel, locked packages checked by hash, unit files, guide and an install script in one
# archive that needs no registry. For this machine's kind, or PLATFORM=manylinux_2_28_aarch64 for another one.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
python=.venv/bin/python
ls dist/runwu-*.whl >/dev/null 2>&1 || scripts/build_wheel.sh dist
wheel=$(ls dist/runwu-*.whl)
version=$(basename "$wheel" | cut -d- -f2)
minor=$($python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
platform=${PLATFORM:-linux_$(uname -m)}
name=runwu-$version-offline-py$minor-$platform
commit=${COMMIT:-$(git rev-parse HEAD)}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct "$commit")}
umask 022

work=$(mktemp -d -t runwu-bundle-XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/packages"
into=$work/$name
pip="$python -m pip --disable-pip-version-check --quiet --quiet"
for_platform=()
if [ -n "${PLATFORM:-}" ]; then
  for_platform=(--platform "$PLATFORM" --platform "${PLATFORM/_2_28_/2014_}" --platform "${PLATFORM/_2_28_/_2_17_}" --platform "${PLATFORM/_2_28_/_2_27_}" --python-version "$minor")
fi
$pip download --no-deps --only-binary :all: --require-hashes "${for_platform[@]}" -r requirements/runwu.txt -d "$into/packages"

cp "$wheel" "$into/packages/"
digest=$(sha256sum "$wheel" | cut -d' ' -f1)
{ cat requirements/runwu.txt; printf 'runwu==%s \\\n    --hash=sha256:%s\n' "$version" "$digest"; } >"$into/packages.txt"
cp -r deploy "$into/deploy"
cp deploy/install.sh "$into/install.sh"
mkdir -p "$into/guide" && git archive "$commit" docs CHANGELOG.md LICENSE README.zh.md | tar -x -C "$into/guide"
ls dist/*.cdx.json >/dev/null 2>&1 && cp dist/*.cdx.json "$into/"
printf '%s\n' "$version" >"$into/VERSION"
printf '%s\n' "$minor" >"$into/PYTHON"
printf '%s\n' "${platform##*_2_28_}" | sed 's/^linux_//' >"$into/MACHINE"
(cd "$into" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)

target=$root/dist/$name.tar.gz
(cd "$work" && tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name") | gzip -n >"$target"
echo "$(du -h "$target" | cut -f1)  dist/$name.tar.gz"
