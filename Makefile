# Every target sets up what it needs: `make demo` and `make test` work on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
SETUP := scripts/setup.sh

.PHONY: demo test check bench assets locks docs format

demo: ## the demo park at http://localhost:8000
	@$(SETUP) demo
	@$(BIN)/runwu demo

test: ## the whole suite, on SQLite and PostgreSQL
	@$(SETUP) test
	@scripts/test.sh

check: ## style, types, layers, templates, generated documents
	@$(SETUP) check
	@scripts/check.sh

bench: ## benchmarks, as ratios against a baseline of the same run
	@$(SETUP) test
	@scripts/bench.sh

assets: ## what pages load, from npm packages and core/assets
	@$(SETUP) assets

locks: ## the hashed locks, without any address
	@scripts/locks.sh

docs: ## documents that are generated from the code
	@$(SETUP) demo
	@$(BIN)/python scripts/generate_docs.py

format:
	@$(BIN)/ruff check --fix --quiet src tests benchmarks scripts; $(BIN)/ruff format --quiet src tests benchmarks scripts
