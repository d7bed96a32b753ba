.DEFAULT_GOAL := help
.PHONY: help demo test test-all check quality bench lock clean

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

help:  ## print what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Readout needs Python 3.11 or later; try: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv, once: about 1 GB on disk, one to five minutes by the network and machine ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## a bundled newspaper, read, told and corrected, as people see it on Slack, Telegram and a terminal
	@$(BIN)/readout demo

test: $(READY)  ## the tests: one to four minutes by the machine, nothing needed
	@$(BIN)/pytest -n auto --dist loadfile

test-all: $(READY)  ## the slow suites too
	@$(BIN)/pytest -n auto --dist loadfile -m 'slow or not slow'

check: $(READY)  ## types, lint, layers
	$(BIN)/mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

quality: $(READY)  ## how well it reads, against floors that only rise
	@$(BIN)/python -m tests.quality

bench: $(READY)  ## speed and memory
	@$(BIN)/python -m benchmarks

lock:  ## write requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --extra dev --python-version 3.11 --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.lock

clean:  ## remove what was made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
