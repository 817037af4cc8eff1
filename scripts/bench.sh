#!/usr/bin/env bash
# Every benchmark, each printing ratios against a baseline measured in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
for file in benchmarks/[a-z]*.py; do echo "== $(basename "$file" .py)"; .venv/bin/python "$file"; done
