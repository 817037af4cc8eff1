#!/usr/bin/env bash
# Writes the hashed, address-free locks of requirements/ from pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet uv
common=(--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate --quiet)
.venv/bin/uv pip compile pyproject.toml --extra postgres --extra ops "${common[@]}" -o requirements/runwu.txt
.venv/bin/uv pip compile pyproject.toml --extra postgres --extra ops --extra cluster "${common[@]}" -c requirements/runwu.txt -o requirements/cluster.txt
.venv/bin/uv pip compile pyproject.toml --extra postgres --extra ops --extra cluster --group dev "${common[@]}" -c requirements/cluster.txt -o requirements/dev.txt
! grep -nE 'https?://|file:' requirements/*.txt
