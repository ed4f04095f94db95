# The commands of this project. `make demo` and `make test` do all of their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := $(shell command -v npm 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: lock help setup demo test test-all lint format bench clean

help:  ## Show this list.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.done $(if $(NODE),node_modules/.done)  ## Make the virtual environment, and fetch the Node tools where npm is.

$(VENV)/.done: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.done: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

demo: setup  ## Start a local Postgres with four systems in it, and ask questions as several people.
	$(BIN)/toolkit demo

test: setup  ## Run all tests.
	$(BIN)/pytest

test-all: setup  ## Run the database tests on every Postgres that this machine has: 15, 16, 17, 18.
	$(BIN)/python -m tests.support.every_server

lint: setup  ## Check what guards a commit: ruff, mypy, sqlfluff and our own rules.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/toolkit lint --all

format: setup  ## Format the Python files.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup  ## Measure against psql, dbmate and the Supabase CLI, and what row security costs.
	$(BIN)/python -m benchmarks.apply
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.difference
	$(BIN)/python -m benchmarks.access

clean:  ## Stop the local database and remove what was made here.
	-$(BIN)/toolkit db stop
	rm -rf $(VENV) node_modules .toolkit

lock:  ## Resolve the versions in requirements.txt anew; needs uv.
	uv pip compile pyproject.toml --group dev --extra local --extra lint --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.txt
