# `make` lists what there is. Everything sets itself up in .venv from the hash-pinned lock files;
# nothing is needed but Python 3.11 or later (with venv) and make. `make PYTHON=python3.13 …` names another Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The stamp carries the version of Python, so that naming another one sets .venv up anew.
READY := $(VENV)/.ready-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := .make/uv

DEMO := build/demo
PRACTICES := 20
PATIENTS := 160000
SEED := 2009

.DEFAULT_GOAL := list
.PHONY: list demo test check soak bench accept reference lock clean

list: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(READY): locks/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'schemec needs Python 3.11 or later; name one with: make PYTHON=python3.12' >&2; exit 1; }
	@echo 'Setting up $(VENV) (about a minute, most of it downloads) …'
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r locks/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## build the specs, make up 20 practices, count, pay and show the result
	@echo '1/3 Building the specs …'
	@$(BIN)/schemec build specs -o build
	@echo '2/3 Making up $(PRACTICES) practices with $(PATIENTS) patients …'
	@$(BIN)/schemec sample specs/hf-qof-plus --practices $(PRACTICES) --patients $(PATIENTS) --seed $(SEED) -o $(DEMO)/records
	@echo '3/3 Counting and paying …'
	@$(BIN)/schemec run specs/hf-qof-plus --data $(DEMO)/records -o $(DEMO)/out
	@echo 'What was built, to read in a browser: build/index.html'

test: check ## check, then run the tests
	@echo 'tests'
	@$(BIN)/python -m pytest -q -n 2

check: $(READY) ## format, lint, types, imports, reference pages: the one gate
	@echo 'format'
	@$(BIN)/ruff format --quiet --check .
	@echo 'lint'
	@$(BIN)/ruff check --quiet .
	@echo 'types'
	@$(BIN)/mypy --no-error-summary
	@echo 'imports'
	@$(BIN)/lint-imports --no-cache >$(VENV)/imports.txt || { cat $(VENV)/imports.txt; exit 1; }
	@echo 'reference'
	@$(BIN)/python -m schemec.reference --check

soak: $(READY) ## the long runs
	@$(BIN)/python -m pytest -q -m soak

bench: $(READY) ## measure against rivals, table and build/bench.json
	@$(BIN)/python -m bench

accept: $(READY) ## rewrite the golden files from what the program now gives; read the diff
	@$(BIN)/python -m pytest -q -n 2 --accept

reference: $(READY) ## rewrite docs/reference from the docstrings
	@$(BIN)/python -m schemec.reference

lock: $(READY) ## rewrite the lock files from pyproject.toml
	@$(PYTHON) -m venv $(UV)
	@$(UV)/bin/python -m pip --quiet --disable-pip-version-check install uv
	@$(UV)/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --output-file locks/run.txt
	@$(UV)/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --group dev --output-file locks/dev.txt

clean: ## remove what was made, but not .venv
	@rm -rf build dist .make .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
