#!/usr/bin/env bash
# 安装或升级润物，不需要网络。Installs or upgrades Runwu without any network. 用法 / usage: ./install.sh [文件夹 / folder]
# 每个版本装在自己的文件夹里，current 指向在用的一个；退回旧版本只需把 current 指回去。
set -euo pipefail
cd "$(dirname "$0")"
prefix=${1:-/opt/runwu}
version=$(cat VERSION)
minor=$(cat PYTHON)
python=${PYTHON_COMMAND:-python$minor}

fail() { printf '%s\n' "$*" >&2; exit 1; }
[ "$(uname -m)" = "$(cat MACHINE)" ] || fail "这个安装包是给 $(cat MACHINE) 处理器的，本机是 $(uname -m)。请换对应的安装包。 This bundle is for another machine."
command -v "$python" >/dev/null || fail "没有找到 $python。请先安装 Python $minor（Debian：python3 python3-venv）。 Python $minor is needed."
"$python" -c 'import ensurepip, venv, sqlite3, ssl' 2>/dev/null || fail "$python 缺少 venv。请先安装 python3-venv。 Python's venv module is needed."
sha256sum --quiet --strict --check SHA256SUMS || fail "安装包不完整或被改动过，没有安装任何内容。请重新拷贝后再试。 The bundle is damaged."

target=$prefix/releases/$version
[ ! -e "$target" ] || fail "$target 已经存在，没有改动。要重装请先移走它。 This version is installed already."
umask 022
mkdir -p "$prefix/releases"
trap 'rm -rf "$target"' ERR
"$python" -m venv "$target"
# 只从安装包里取，每个包都核对散列值
"$target/bin/python" -m pip --disable-pip-version-check --quiet --isolated install \
  --no-index --find-links packages --no-deps --require-hashes --only-binary :all: -r packages.txt
"$target/bin/python" -m pip --disable-pip-version-check --isolated check
cp -r deploy "$target/deploy"
[ ! -d guide ] || cp -r guide "$target/guide"
"$target/bin/runwu" --version
ln -sfn "releases/$version" "$prefix/current"
printf '已安装 %s。命令在 %s/current/bin/runwu；配置文件样例在 %s/current/deploy。\n' "$version" "$prefix" "$prefix"
