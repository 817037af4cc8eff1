#!/usr/bin/env bash
# Every benchmark, each printing ratios against a baseline measured in the same run, on SQLite and PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
for file in benchmarks/[a-z]*.py; do
  name=$(basename "$file" .py); echo "== $name"
  if [ "$name" = pmedcap ]; then $python "$file" ${RUNWU_PMEDCAP:+--data "$RUNWU_PMEDCAP"}; continue; fi
  scripts/postgres.sh $python "$file"
done
if command -v wrk >/dev/null; then
  echo "== pages"; scripts/postgres.sh $python -m benchmarks.pages.run
else
  echo "== pages: left out, wrk is not installed (apt-get install wrk)"
fi
