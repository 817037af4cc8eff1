#!/usr/bin/env bash
# Every benchmark at the size that docs/performance.md speaks of, each printing ratios against a baseline measured in the
# same run, on SQLite and PostgreSQL. The slow baselines of the imports read fewer rows and are scaled up, which they say.
set -euo pipefail
cd "$(dirname "$0")/.."
bench() { echo "== $1 $(date +%T)"; scripts/postgres.sh .venv/bin/python "benchmarks/$1.py" "${@:2}"; }
bench import_ledger --rows 110000 --baseline-rows 3000
bench import_members --baseline-rows 600
bench export_ledger --rows 110000
bench tree --full
bench lists --full
bench province
bench rules_start
bench assignment
bench joint_branches single few parks province desk first
bench plan_page
echo "== pmedcap $(date +%T)"; .venv/bin/python benchmarks/pmedcap.py ${RUNWU_PMEDCAP:+--data "$RUNWU_PMEDCAP"}
if ! command -v wrk >/dev/null && [ "$(id -u)" = 0 ]; then apt-get install -y -qq --no-install-recommends wrk >/dev/null || true; fi
if command -v wrk >/dev/null; then
  echo "== pages $(date +%T)"; scripts/postgres.sh .venv/bin/python -m benchmarks.pages.run
else
  echo "== pages: left out, wrk is not installed (apt-get install wrk)"
fi
echo "== end $(date +%T)"
