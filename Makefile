# `make help` lists what there is. The work itself is in scripts/.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: help demo test check test-postgres sweep bench lock environment
.DEFAULT_GOAL := help

# Each module is compiled once, not by each process of the tests, whatever the machine is set to.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

demo: ## Set up everything and serve the demo on 127.0.0.1:8000 (PORT= changes it)
	@$(PYTHON) -m scripts.demo "$(PORT)"

test: environment ## Run the tests, those in a browser included
	@$(PYTHON) -m scripts.tools browser pdf
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not sweep"

check: environment ## Lint, check types, imports, templates, migrations and settings
	@sh scripts/check.sh

test-postgres: environment ## Run the tests on a throw-away PostgreSQL
	@$(PYTHON) -m scripts.tools pdf postgresql
	$(PYTHON) -m scripts.postgres $(BIN)/pytest -n 2 --dist loadfile -m "database and not browser and not sweep"

sweep: environment ## Follow every link, check all HTML, break things, try more examples
	@$(PYTHON) -m scripts.tools browser java pdf
	$(BIN)/pytest -n 2 --dist worksteal -m "sweep or hypothesis" --hypothesis-profile=thorough

bench: ## Print speeds as ratios, each measured in one run
	@$(PYTHON) -m scripts.environment requirements-bench.txt
	.venv-bench/bin/python -m bench.engine
	.venv-bench/bin/python -m bench.pages
	.venv-bench/bin/python -m bench.catalogue
	@$(PYTHON) -m scripts.tools postgresql
	$(PYTHON) -m scripts.postgres .venv-bench/bin/python -m bench.catalogue
	.venv-bench/bin/python -m bench.pdf

COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate pyproject.toml

lock: environment ## Write the lock files anew from pyproject.toml
	$(COMPILE) -o requirements.txt
	$(COMPILE) -c requirements.txt --group dev -o requirements-dev.txt
	$(COMPILE) -c requirements-dev.txt --group dev --group bench -o requirements-bench.txt

environment:
	@$(PYTHON) -m scripts.environment requirements-dev.txt
