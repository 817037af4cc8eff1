# Every target sets up what it needs: `make demo` and `make test` work on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
SETUP := scripts/setup.sh

.PHONY: demo test check bench soak release bundle assets locks docs format

demo: ## the demo park at http://localhost:8000; PROVINCE=1: thirteen parks
	@$(SETUP) demo
	@$(BIN)/runwu demo $(if $(PROVINCE),--province)

test: ## the whole suite, on SQLite and PostgreSQL
	@$(SETUP) test
	@scripts/test.sh

check: ## style, types, layers, templates, generated documents
	@$(SETUP) check
	@scripts/check.sh

bench: ## benchmarks, as ratios against a baseline of the same run
	@$(SETUP) test
	@scripts/bench.sh

soak: ## new examples for rules and planner, a hundred kills per stage, a crowd for a minute
	@$(SETUP) test
	@scripts/soak.sh

release: ## wheel, parts list and offline bundle in dist/, each tried where nothing else is
	@$(SETUP) test
	@scripts/release.sh

bundle: ## one archive that installs without any registry (PLATFORM=manylinux_2_28_aarch64 for ARM)
	@$(SETUP) test
	@rm -rf dist; mkdir dist; $(BIN)/python scripts/write_sbom.py dist; scripts/bundle.sh

assets: ## what pages load, from npm packages and core/assets
	@$(SETUP) assets

locks: ## the hashed locks, without any address
	@scripts/locks.sh

docs: ## documents that are generated from the code
	@$(SETUP) demo
	@$(BIN)/python scripts/generate_docs.py

format:
	@$(BIN)/ruff check --fix --quiet src tests benchmarks scripts; $(BIN)/ruff format --quiet src tests benchmarks scripts
