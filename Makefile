# One place for every recipe: what a newcomer runs, what CI runs.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
TESTS := $(BIN)/pytest
# A file of tests stays on one core, so that what it prepared is prepared once.
SPREAD := -n auto --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run test test-unit test-contract test-integration test-journeys test-quality check fix screenshots benchmark clean

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 20

run: .venv/installed  ## Start the service with invented people and companies
	@$(BIN)/jisr prepare
	@$(BIN)/jisr migrate
	@$(BIN)/jisr demo --serve

test: test-unit test-contract test-integration test-journeys test-quality  ## Pass every test

test-unit: .venv/tested  ## Does each file do what it says? And does the house keep its rules?
	$(TESTS) $(SPREAD) tests/unit tests/test_house.py

test-contract: .venv/tested var/encoder/.prepared  ## Does every implementation keep its promises?
	$(TESTS) tests/contract

test-integration: .venv/tested var/encoder/.prepared  ## Do the parts hold together on real engines and files?
	$(TESTS) $(SPREAD) tests/integration

test-journeys: .venv/tested var/encoder/.prepared  ## Can a person do their work?
	$(TESTS) $(SPREAD) tests/journeys

test-quality: .venv/tested var/encoder/.prepared  ## Are the learned parts still those we approved?
	$(TESTS) tests/quality

check: .venv/tested  ## Style, types, import rules, rules of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS) tests/test_house.py

fix: .venv/tested  ## Put format and simple style right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/tested var/encoder/.prepared  ## Pictures of the main pages, to look at (build/screenshots)
	$(BIN)/python -m tests.screenshots

benchmark: .venv/tested var/encoder/.prepared  ## Measure speed and memory (minutes; wants a quiet machine)
	$(BIN)/jisr-lab benchmark
	GLIBC_TUNABLES=glibc.malloc.hugetlb=1 OMP_NUM_THREADS=1 $(TESTS) -s -m benchmarks tests/benchmarks

clean:  ## Remove everything that a recipe can make again, the data of `make run` included
	rm -rf .venv var build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

var/encoder/.prepared: .venv/installed
	$(BIN)/jisr prepare
	@touch $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jisr needs Python 3.11 or later; set PYTHON=…")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --constraint constraints.txt --editable '.[prepare]'
	$(BIN)/python -m models.without_cuda
	@touch $@

.venv/tested: .venv/installed
	$(PIP) install --constraint constraints.txt --editable '.[prepare,lab,test]'
	@touch $@
