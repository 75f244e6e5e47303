# Everything runs from .venv, made from the lock; `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
T ?=
HALF := tests/services tests/instagram tests/e2e tests/scaled tests/security tests/simulate

.DEFAULT_GOAL := help
.PHONY: help demo install install-dev test test-half test-rest security check format lock clean benchmarks gallery faults fault-loop api-checks

help: ## list the targets
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | sed -E 's/:.*?## /\t/' | expand -t 14

demo: install ## try the whole bot in the browser: no token, no account
	@$(BIN)/farolero demo

install: $(VENV)/.installed ## make .venv from the runtime lock

install-dev: $(VENV)/.installed-dev ## make .venv from the development lock

test: install-dev ## run all tests (T=path for some), with everything they need
	@$(BIN)/python tests/prepare.py
ifeq ($(T),)
	@$(MAKE) --jobs=2 --output-sync=target test-half test-rest
else
	@$(BIN)/python -m pytest $(T)
endif

# Each half is a process of its own and a whole canary run; both are seen to their end.
test-half: ## one half of the tests, as the machine sees it
	@$(BIN)/python -m pytest $(HALF)

test-rest: ## the other half
	@$(BIN)/python -m pytest $(addprefix --ignore=,$(HALF)) tests

fault-loop: install-dev ## fail at every statement, commit and call, in every way; print the table
	@$(BIN)/python -m tests.faults

api-checks: install-dev ## schemathesis and every word of wfuzz against the HTTP API; an hour
	@$(BIN)/python tests/prepare.py
	@$(BIN)/python -m tests.api_checks

security: install-dev ## the attacks on linking and the canary run: flows, tokens wrongly issued, leaks
	@$(BIN)/python tests/prepare.py
	@$(BIN)/python -m pytest -q tests/security tests/web tests/telegram tests/instagram \
	  tests/commands tests/services/test_delete_me.py tests/services/test_any_refresh_outcomes.py

check: install-dev ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

benchmarks: install-dev ## print the tables of benchmarks/
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

gallery: install-dev ## picture every screen in the chat page, into build/gallery
	@$(BIN)/python tests/prepare.py
	@$(BIN)/python -m tests.gallery

faults: install-dev ## write docs/faults.md anew from the marks in the tests
	$(BIN)/python -m tests.support.fault_table

lock: install-dev ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --quiet pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.11 --quiet --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove .venv and all caches; data stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes \
	  --only-binary :all: -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes \
	  --only-binary :all: -r requirements-dev.lock
	@touch $@
