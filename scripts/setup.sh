#!/usr/bin/env bash
# Sets up what a target needs, once: the environment from the hashed lock, the assets, and for tests Chromium
# and PostgreSQL from Debian where they are missing and we may install them. Usage: setup.sh demo|test|check|assets
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-demo}
lock=requirements/runwu.txt
[ "$want" = demo ] || [ "$want" = assets ] || lock=requirements/dev.txt

python=${PYTHON:-python3}
stamp=.venv/.installed-$(basename "$lock" .txt)
if [ ! -x .venv/bin/python ]; then "$python" -m venv .venv; fi
if [ ! -f "$stamp" ] || [ "$lock" -nt "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
  echo "Installing Python packages …"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable . 2>/dev/null \
    || .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --editable .
  touch "$stamp"
fi

if [ "$want" != check ]; then
  if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
    command -v npm >/dev/null || { echo "需要 Node.js 20 以上（npm）来生成页面所用的样式和脚本。 Node.js 20+ is needed." >&2; exit 1; }
    echo "Installing front-end packages …"
    npm ci --ignore-scripts --silent
    touch node_modules
  fi
  built=src/runwu/core/static/built/runwu.css
  if [ ! -f "$built" ] || [ -n "$(find src/runwu/core/assets scripts/build_assets.mjs package-lock.json -newer "$built" -print -quit)" ]; then
    npm run --silent build
  fi
  .venv/bin/python scripts/compile_messages.py
fi

if [ "$want" = test ]; then
  missing=()
  [ -x /usr/bin/chromium ] || missing+=(chromium fonts-noto-cjk)
  command -v soffice >/dev/null || missing+=(libreoffice-calc libreoffice-writer)
  if [ -z "${RUNWU_TEST_DATABASE_URL:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then missing+=(postgresql); fi
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "Installing ${missing[*]} …"
      apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
      echo "Missing: ${missing[*]}. Install them, or run as root on Debian." >&2; exit 1
    fi
  fi
fi
