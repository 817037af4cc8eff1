#!/usr/bin/env bash
# Compiles the catalogues of translations; they are not committed.
set -euo pipefail
cd "$(dirname "$0")/.."
for source in $(find src/runwu/config/locale -name '*.po' 2>/dev/null); do
  target=${source%.po}.mo
  if [ ! -f "$target" ] || [ "$source" -nt "$target" ]; then
    if command -v msgfmt >/dev/null; then msgfmt "$source" -o "$target"
    else .venv/bin/python scripts/compile_messages.py "$source" "$target"; fi
  fi
done
