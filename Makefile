# make demo    whole cases, played with real files in demo-workspace/
# make quick   what one runs while working, in less than two minutes: all but crashes, laws, long stories, LibreOffice and PDFs
# make test    every test, some of many moments sampled; what CI runs
# make full    every test, and every moment at which anything may be killed or fail: hours
# make check   style, types, layers, docs, and this repository as a workspace (make test plays the commands that docs show)
# make crash   kill it at every system call and see that nothing is lost (needs strace); goes on where it was stopped
# make typist  type into every form in LibreOffice by key events, and count what is read; goes on where it was stopped
# make hostile drop two thousand odd, broken and hostile files before a real watcher; goes on where it was stopped
# make docs    the pages of docs/ as a site in build/site; casedrop docs shows it
# make bench   what filling, reading, judging, drops, batches and commands cost, beside others doing the same; onto docs/performance.md
# Each sets up what it needs: Python packages in .venv, once, and again only when the locks or pyproject.toml change; what is
# not Python, where it may (root on Debian), else it says the one command and goes on without.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo quick test full check crash typist hostile bench docs lock clean machine machine-tests \
	check-style check-types check-layers check-pages check-workspace

BIN := .venv/bin
DEMO := demo-workspace
LOCK := $(BIN)/uv pip compile --no-config --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --quiet pyproject.toml

# What tests write is gone with the test; in memory, if there is room for it, no disk is kept busy.
MEMORY := $(shell test "$$(df --output=avail -k /dev/shm 2> /dev/null | tail -n 1)" -gt 4000000 && echo PYTEST_DEBUG_TEMPROOT=/dev/shm)

# What was compiled once is not compiled again by the hundreds of processes that tests begin.
unexport PYTHONDONTWRITEBYTECODE

PYTEST := $(MEMORY) $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder -rs

help:
	@sed -n '/^$$/q; s/^# //p' Makefile

demo: .venv/runs machine
	@if [ -e $(DEMO) ] && [ ! -f $(DEMO)/casedrop.toml ]; then echo "$(DEMO) is not a workspace; move it away."; exit 1; fi
	@rm -rf $(DEMO)
	@$(BIN)/casedrop demo $(DEMO)
	@echo
	@echo "Open the folders above, or ask: $(BIN)/casedrop -w $(DEMO) cases"

quick: .venv/tests
	$(PYTEST) --quick

test: .venv/tests machine-tests
	$(PYTEST)

full: .venv/tests machine-tests
	CASEDROP_SWEEP=all $(PYTEST)

# Side by side, each one's output together, where make can (4.0 and later).
check: .venv/tests
	@$(MAKE) --no-print-directory --jobs=4 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) \
		check-types check-pages check-workspace check-style check-layers

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types:
	$(BIN)/mypy

check-layers:
	$(BIN)/lint-imports --no-logo --no-cache

check-pages:
	$(BIN)/pytest tests/test_docs.py tests/test_layers.py tests/test_architecture.py tests/test_project_files.py -k 'not what_a_page_shows and not imports_go_down'

check-workspace:
	$(BIN)/casedrop check

crash: .venv/tests
	@command -v strace > /dev/null || { echo "strace is missing: apt-get install strace"; exit 1; }
	$(BIN)/python tools/crash.py

typist: .venv/tests machine-tests
	@tools/office 25.2 || true
	$(BIN)/python tools/typist.py

hostile: .venv/tests
	PYTHONPATH=tests $(BIN)/python -m hostile

docs: .venv/tests
	$(BIN)/python tools/site_of_pages.py

bench: .venv/runs
	$(BIN)/python benchmarks/page.py --write

# The newest versions pyproject.toml allows, with their hashes, for every system and Python it allows.
lock: .venv/tests
	$(LOCK) --upgrade --group build --output-file requirements.lock
	$(LOCK) --upgrade --group dev --constraint requirements.lock --output-file requirements-dev.lock

machine:
	@tools/setup

machine-tests:
	@tools/setup tests

clean:
	rm -rf .venv $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/runs: requirements.lock pyproject.toml
	@tools/venv requirements.lock
	@touch $@

.venv/tests: requirements.lock requirements-dev.lock pyproject.toml
	@tools/venv requirements-dev.lock
	@touch $@ .venv/runs
