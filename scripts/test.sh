#!/usr/bin/env bash
# The suite: pure parts and logic on SQLite, logic and browser journeys on PostgreSQL, smoke journeys on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
# tests wait for processes and pages a third of their time: three keep two cores busy
workers=${RUNWU_TEST_WORKERS:-3}
pytest=".venv/bin/python -m pytest -n $workers --dist loadfile"
echo "== rules and planning"
$pytest src/runwu/rules src/runwu/planning
echo "== SQLite"
# who is let in, who sees what and which page reads which rule is decided by the same lines of code on either database: the
# long batteries over every page ask it once, on SQLite, where a request takes half as long; whether two worlds look alike
# is asked on PostgreSQL, which gives every row of the second world another running number
batteries=$(printf -- '--ignore=tests/test_%s.py ' access_battery access_out_of_reach overrides_reach_pages)
worlds=$(printf -- '--ignore=tests/test_%s.py ' restricted_member_leaks_nowhere reserves_leak_nowhere)
$pytest -m "not browser and not survival and not postgres_only" --ignore=src/runwu/rules --ignore=src/runwu/planning $worlds
echo "== PostgreSQL"
# what asks no database has been asked above
scripts/postgres.sh $pytest -m "not browser and not survival and not sqlite_only" --ignore=src/runwu/rules --ignore=src/runwu/planning --ignore=src/runwu/core/workbooks --ignore=tests/release --ignore=tests/test_layers.py --ignore=tests/test_rule_numbers.py $batteries
echo "== browser on PostgreSQL"
scripts/postgres.sh $pytest -m browser tests/browser src/runwu/core/tests/test_gallery_browser.py
echo "== kills and crowds on PostgreSQL; beside them browser smoke, kills and crowds on SQLite"
beside=$(mktemp -t runwu-suite-XXXXXX)
{
  .venv/bin/python -m pytest -m "browser and smoke" tests/browser
  .venv/bin/python -m pytest -m survival tests/survival
} >"$beside" 2>&1 &
on_sqlite=$!
failed=0
scripts/postgres.sh .venv/bin/python -m pytest -m survival tests/survival || failed=1
wait "$on_sqlite" || failed=1
cat "$beside"
rm "$beside"
exit "$failed"
