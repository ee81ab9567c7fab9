# Two commands: `make demo` shows the shop, `make test` says whether all is well.
# Each sets up what it needs, on a machine that has only Python, make and git.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin
# The day of the demo's content, so that tests and figures repeat. 2026-11-22.
DAY := 1795305600

.PHONY: demo test check fix lint types rooms tests wheel docs shots states looks bench clean

# Build the demo shop and show it at http://127.0.0.1:8000
demo: .venv/demo
	$(BIN)/wenpu serve --address $(ADDRESS)

# Everything a change must pass, after setting up all that it takes.
test: .venv/dev
	tools/browser.sh
	$(MAKE) check

# The only definition of clean.
check: lint types rooms tests

# Rewrite what can be rewritten.
fix: .venv/dev
	$(BIN)/ruff format hooks tests benchmarks tools
	$(BIN)/ruff check --fix hooks tests benchmarks tools

lint:
	$(BIN)/ruff format --check hooks tests benchmarks tools
	$(BIN)/ruff check hooks tests benchmarks tools

types: wheel
	$(BIN)/mypy

rooms: wheel
	$(BIN)/lint-imports

# Test what ships: the wheel, built anew and installed.
tests: wheel
	SOURCE_DATE_EPOCH=$(DAY) $(BIN)/pytest -n 2 --dist loadgroup $(args)

wheel:
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation --quiet --outdir dist .
	$(BIN)/pip uninstall --quiet --yes wenpu
	$(BIN)/pip install --quiet --no-deps dist/*.whl
	rm -f .venv/demo

# Write what can be written: the reference of fields, the answers in the guide.
docs: .venv/dev
	$(BIN)/python tools/fields.py
	PYTHONPATH=. $(BIN)/python tools/guide.py

# Photograph the demo for the README and the guides.
shots: .venv/dev wheel
	tools/browser.sh roboto
	$(BIN)/python tools/shots.py $(args)

# Every component in every state, to be looked at: build/states/
states: .venv/dev wheel
	tools/browser.sh
	$(BIN)/python tools/states.py $(args)

# Accept how everything looks now; the tests want this from then on.
looks: .venv/dev wheel
	tools/browser.sh
	$(BIN)/python tools/states.py --accept $(args)

# Time, memory and page weight, as ratios within one run; other generators, too.
bench: .venv/bench wheel
	$(BIN)/python benchmarks/run.py $(args)

.venv/pip:
	tools/venv.sh $(PYTHON)
	touch $@

.venv/demo: .venv/pip pyproject.toml
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --editable .
	touch $@

.venv/dev: .venv/pip pyproject.toml tests/browser/package.json
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --group dev --editable .
	cd tests/browser && PATH="$(CURDIR)/$(BIN):$$PATH" npm install --silent --no-package-lock
	touch $@ .venv/demo

# Lighthouse is large: only who measures fetches it.
.venv/bench: .venv/dev benchmarks/package.json
	tools/browser.sh
	cd benchmarks && PATH="$(CURDIR)/$(BIN):$$PATH" npm install --silent --no-package-lock
	touch $@

clean:
	rm -rf .venv build dist site tests/browser/node_modules benchmarks/node_modules benchmarks/.peers
