# Needs Python 3.11 or newer with venv, and make. Everything else is set up in .venv by the first call of any target.
PYTHON ?= python3
DATA ?= var
HOST ?= 127.0.0.1
PORT ?= 7860
BIN := .venv/bin
POLICYQA := POLICYQA_DATA=$(DATA) $(BIN)/policyqa

export Q
.PHONY: serve ask index test check bench eval clean

serve: .venv/installed $(DATA)/CURRENT
	$(POLICYQA) serve --host $(HOST) --port $(PORT)

ask: .venv/installed $(DATA)/CURRENT
	@$(POLICYQA) ask "$$Q"

# The shipped samples, when nothing is indexed yet.
$(DATA)/CURRENT: | .venv/installed
	$(POLICYQA) index documents/samples

test: .venv/tested
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/measured
	$(BIN)/python -m benchmarks.search

eval: .venv/installed $(DATA)/CURRENT
	$(POLICYQA) eval eval/sets/samples.jsonl

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/tested: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	touch $@ .venv/installed

.venv/measured: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test,bench]"
	touch $@ .venv/tested .venv/installed

clean:
	rm -rf .venv build *.egg-info
