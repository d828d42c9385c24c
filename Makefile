# Two commands matter: `make demo` and `make test`. Everything they need is made by the rules below,
# and made again only when what it is made from has changed (the stamps in .make/).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(firstword $(shell command -v python3.11 python3))
BIN := .venv/bin
STEP := tools/step
PORT ?= 8320
SCALE ?= 1:50
# Never the reader's own FANGXIAN_HOME: the demo may be loaded afresh.
DEMO := $(CURDIR)/.demo
export UV_NO_PROGRESS := 1
# Compiled once when installed, not by every command anew.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

FRONT_END := package.json $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
KERNEL := $(shell find src/fangxian/engines/epidemic src/fangxian/engines/rehearsal -name '*.py')
# What a loaded demo depends on: the packs, the synthetic city, the shape of the database.
DEMO_DATA := $(shell find src/fangxian/packs src/fangxian/engines/city src/fangxian/stores/city src/fangxian/operations \
	-type f \( -path '*/packs/*' -o -path '*/city/*' -o -path '*/migrations/*' \) -not -name '*.pyc' 2>/dev/null)

.PHONY: help demo test lint pytest docs lock bench clean system

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: .make/run .make/built .make/demo ## load the demo outbreak, serve it on loopback, print sign-in links
	@exec env FANGXIAN_HOME=$(DEMO) PORT=$(PORT) $(BIN)/python tools/demo.py

test: system .make/dev .make/built ## everything: lint, types, contracts, tests, docs
	@$(MAKE) -j 2 lint .make/kernel
	$(MAKE) pytest

lint: .make/dev ## ruff, mypy, import contracts, locks
	@$(STEP) "Lint (ruff)" $(BIN)/ruff check .
	$(STEP) "Format (ruff)" $(BIN)/ruff format --check .
	$(STEP) "Types (mypy)" $(BIN)/mypy
	$(STEP) "Import contracts" $(BIN)/lint-imports
	$(STEP) "Locks hold no address" $(BIN)/python tools/check_locks.py

pytest: system .make/dev .make/built
	@# Two workers share the machine: tables of a few rows gain nothing from more threads in each.
	POLARS_MAX_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 15

# Compiled once, beside the linters: else every worker and every server of the tests compiles it for itself.
.make/kernel: $(KERNEL) | .make/dev
	@$(STEP) "Compile the kernel" $(BIN)/pytest -q tests/house/test_examples.py -k "rehearsal or epidemic"
	touch $@

docs: .make/dev ## write docs/reference/{cli,api,problems}.md anew from the code
	@FANGXIAN_HOME=$(CURDIR)/.make/home $(BIN)/python -m tools.write_reference

bench: .make/dev ## benchmarks: tracing, respond at 1 M people, a city of 10 M
	@$(BIN)/python -m benchmarks.tracing
	$(BIN)/python -m benchmarks.respond
	$(BIN)/python -m benchmarks.resolve
	$(BIN)/python -m benchmarks.city.full_scale --city 4301 --density 6.5

lock: .make/dev ## resolve the dependencies anew (UPGRADE=--upgrade: to the newest)
	@COMPILE="$(BIN)/uv pip compile -q $(UPGRADE) --generate-hashes --no-emit-index-url --no-header"
	$(STEP) "Lock everything" $$COMPILE pyproject.toml --group dev --all-extras -o locks/dev.txt
	$(STEP) "Lock the tools that install" $$COMPILE --group build -c locks/dev.txt -o locks/uv.txt
	$(STEP) "Lock what runs" $$COMPILE pyproject.toml --extra boundaries -c locks/dev.txt -o locks/run.txt
	$(STEP) "Lock the front end" npm install --package-lock-only --no-progress
	$(BIN)/python tools/check_locks.py

clean: ## remove everything made, the demo included
	@rm -rf .venv .make .demo .demo-before node_modules dist src/fangxian/doors/web/static/built
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── what the targets above stand on ─────────────────────────────────────────────────────────────

.make/venv: locks/uv.txt
	@mkdir -p .make
	$(STEP) "Create the virtual environment" $(PYTHON) -m venv .venv
	$(STEP) "Install uv" $(BIN)/pip install --quiet --require-hashes -r locks/uv.txt
	touch $@

.make/run: .make/venv locks/run.txt pyproject.toml
	@$(STEP) "Install the packages it runs on" $(BIN)/uv pip install --require-hashes -r locks/run.txt
	$(STEP) "Install Fangxian" $(BIN)/uv pip install --no-deps --no-build-isolation -e .
	touch $@

.make/dev: .make/venv locks/dev.txt pyproject.toml
	@$(STEP) "Install the packages it is tested with" $(BIN)/uv pip install --require-hashes -r locks/dev.txt
	$(STEP) "Install Fangxian" $(BIN)/uv pip install --no-deps --no-build-isolation -e .
	touch .make/run $@

.make/node: package-lock.json .npmrc
	@mkdir -p .make
	$(STEP) "Install the front end's packages" npm ci --no-progress
	touch $@

.make/built: .make/node $(FRONT_END)
	@$(STEP) "Build the front end" npm run build
	touch $@

system: ## PostgreSQL 15, chromium, Chinese fonts, Java 17: installed when missing (as root)
	@$(STEP) "PostgreSQL 15, chromium, Chinese fonts, Java 17" tools/system-packages

.make/demo: $(DEMO_DATA) | .make/run
	@if [ -d $(DEMO) ]; then
	  echo "  The demo's data changed: it is loaded afresh; yours is kept in $(DEMO)-before."
	  rm -rf $(DEMO)-before && mv $(DEMO) $(DEMO)-before
	fi
	FANGXIAN_HOME=$(DEMO) $(STEP) "Load the demo outbreak ($(SCALE))" $(BIN)/fangxian load --outbreak hunan-2021 --scale $(SCALE) --screening
	touch $@
