# Two commands: `make run` and `make test`. The rest is for those who change the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF ?= 2009-12-31
MINUTES ?= 5

.PHONY: run test build validate report serve check docs servers matrix bench fuzz clean

run: $(VENV)/run.stamp
	@$(BIN)/laming build
	@$(BIN)/laming validate
	@$(BIN)/laming report --as-of $(AS_OF)

test: $(VENV)/test.stamp
	@$(BIN)/python -m pytest

build validate: $(VENV)/run.stamp
	@$(BIN)/laming $@

report: $(VENV)/run.stamp
	@$(BIN)/laming report --as-of $(AS_OF)

serve: $(VENV)/serve.stamp
	@$(BIN)/laming serve

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/laming check-ontology
	@$(BIN)/laming lint-queries
	@$(BIN)/reuse --no-multiprocessing lint --quiet

docs: $(VENV)/test.stamp
	@$(BIN)/laming queries --reference -o docs/queries.md
	@$(BIN)/laming queries --turtle -o queries/queries.ttl
	@$(BIN)/laming reference ontology -o docs/ontology.md
	@$(BIN)/laming reference shapes -o docs/shapes.md
	@for name in timeline stances instruments slip network; do $(BIN)/laming plot $$name -o docs/plots/$$name.svg || exit; done

# Other engines for the tests; what cannot be had is left out, and its tests are skipped.
servers: $(VENV)/test.stamp
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[servers]'
	@mkdir -p build/npm && cp tests/comunica/package.json build/npm/
	-@npm install --prefix build/npm --silent --no-audit --no-fund --no-package-lock --ignore-scripts

matrix: servers
	@$(BIN)/python -m tests.engines

# Small by default; `make bench SIZE=100k` (or 1m, 10m) measures every engine on a generated graph.
ifdef SIZE
bench: $(VENV)/test.stamp
	@$(BIN)/python benchmarks/scale_up.py --triples $(SIZE)
else
bench: $(VENV)/run.stamp
	@$(BIN)/python benchmarks/start_up.py
	@$(BIN)/python benchmarks/in_process.py --rdflib
endif

# Guided by coverage where atheris can be had, by seeded mutations else.
fuzz: $(VENV)/test.stamp
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=2.3,<4'
	@$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed; name one: make run PYTHON=python3.12" if not (3, 11) <= sys.version_info[:2] <= (3, 13) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/serve.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[server]'
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev]'
	@touch $@
