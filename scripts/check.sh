#!/usr/bin/env bash
# Style, layers, types, templates, personal data in the tree, generated documents.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff check src tests benchmarks scripts deploy
$bin/ruff format --check src tests benchmarks scripts deploy
$bin/lint-imports
$bin/mypy
$bin/djlint --quiet --lint src/runwu
$bin/python manage.py makemigrations --check --dry-run --settings runwu.config.settings.test
$bin/python scripts/check_personal_data.py
$bin/python scripts/generate_docs.py --check
