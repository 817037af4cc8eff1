#!/usr/bin/env bash
# Does the installation survive, at full length: a hundred kills per stage, a crowd for a minute, on both databases. First the
# rules and the planner are asked about examples that are drawn anew each time.
# RUNWU_SURVIVAL_KILLS and RUNWU_SURVIVAL_SECONDS change the length; victims are started from the file system.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUNWU_SURVIVAL_KILLS=${RUNWU_SURVIVAL_KILLS:-100} RUNWU_SURVIVAL_SECONDS=${RUNWU_SURVIVAL_SECONDS:-60}
export RUNWU_SURVIVAL_EXEC=${RUNWU_SURVIVAL_EXEC:-1} RUNWU_SURVIVAL_AWAY=${RUNWU_SURVIVAL_AWAY:-10}
pytest=".venv/bin/python -m pytest -m survival tests/survival"
echo "== rules and planning, new examples"
RUNWU_EXAMPLES=default .venv/bin/python -m pytest src/runwu/rules src/runwu/planning
echo "== SQLite"
$pytest
echo "== PostgreSQL"
scripts/postgres.sh $pytest
