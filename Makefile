# make repro builds the tables, make test checks everything; both set up .venv by themselves (make install).
SHELL := /bin/bash
VENV := .venv
# Bytecode is kept even where the shell says otherwise: without it each process of a test compiles the whole house anew.
RUN := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=
PIP := $(VENV)/bin/python -m pip -qq --disable-pip-version-check --no-input
# Prints the first Python 3.12 or 3.13 that can make environments, whatever pyenv is set to.
WANTED := import sys, venv, ensurepip; (3, 12) <= sys.version_info[:2] <= (3, 13) and print(sys.executable)
FIND = for pin in "$$PYENV_VERSION" 3.12 3.13; do for name in python3.12 python3.13 python3 python; do \
  found=$$(PYENV_VERSION=$$pin $$name -c '$(WANTED)' 2>/dev/null); [ -n "$$found" ] && break 2; done; done

.PHONY: repro test test-slow test-all install environment package lint notebooks train judge bench bench-size bench-incremental bench-linking crash fuzz audit readme release clean

repro: install
	@$(RUN) dvc repro $(STAGES)
	@[ -n "$(STAGES)" ] || $(RUN) python -m pipeline.run.glance

# .venv holds copies of what it was made from: where they differ from the files here, it is made again.
install:
	@$(VENV)/bin/python -c pass 2>/dev/null && cmp -s requirements.lock $(VENV)/requirements.lock || $(MAKE) -s environment
	@cmp -s pyproject.toml $(VENV)/pyproject.toml || $(MAKE) -s package

environment:
	@$(FIND); \
	if [ -z "$$found" ]; then \
	  echo "ruydad needs Python 3.12 or 3.13 with venv and pip, and no python3.12, python3.13, python3 or python on the PATH is one." >&2; \
	  exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$found; this takes a few minutes and happens once." >&2; \
	"$$found" -m venv --clear $(VENV)
	@$(PIP) install $$(grep '^setuptools==' requirements.lock)
	@$(PIP) install --no-deps --no-build-isolation -r requirements.lock
	@cp requirements.lock $(VENV)/requirements.lock

package:
	@rm -rf ruydad.egg-info # an older one would be asked before the installed
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@cp pyproject.toml $(VENV)/pyproject.toml

lint: install
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --check --quiet . || { $(RUN) ruff format --check .; exit 1; }
	@$(RUN) mypy

# A file is one worker's, so that what it makes is made once; in their order, for the last rooms have the lightest files.
# (xdist_group is of no use: pytest-xdist 3.8 loses the groups with pytest 9.2 and says nothing, pytest-xdist#1386.)
PYTEST := $(RUN) python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test: lint
	@$(PYTEST) -m "not slow"

test-slow: install
	@$(PYTEST) -m slow
	@$(PYTEST) --hypothesis-profile whole tests/laws

test-all: test test-slow

# Every notebook, run on data/release or on the folder of RUYDAD_RELEASE: make notebooks RUYDAD_RELEASE=/path/to/release
notebooks: install
	@$(RUN) $(if $(RUYDAD_RELEASE),RUYDAD_RELEASE="$(abspath $(RUYDAD_RELEASE))") python -m pytest --nbmake notebooks

# Scores on ../shared/gold, where that exists, against data/gold/floors.json: make judge ARGS=--raise
judge: install
	@$(RUN) python -m pipeline.run.judge $(ARGS)

# The shipped model, learned anew from the gold beside the repository and in it (some seven minutes).
train: install
	@$(RUN) ruydad train ../shared/gold/train data/gold/corpus --also data/gold --also data/gold/written --articles ../shared/corpus \
	  --out pipeline/events/model.json --quiet

# Articles per second and peak memory of extraction beside hazm: make bench CORPUS=folder ARGS=--json
CORPUS ?= data/raw
bench: install
	@$(RUN) python -m pipeline.run.bench $(CORPUS) $(ARGS)

# Seconds and memory of the whole run as the corpus grows: make bench-size CORPUS=folder ARGS='--articles 1000 10000 100000'
bench-size: install
	@$(RUN) python -m pipeline.run.bench_size $(CORPUS) $(ARGS)

# What one article in a hundred costs, added, removed or corrected: make bench-incremental CORPUS=folder ARGS=--check
bench-incremental: install
	@$(RUN) python -m pipeline.run.bench_incremental $(CORPUS) $(ARGS)

# Seconds and memory of linking 10,000 to 200,000 made-up rows, and how time grows: make bench-linking ARGS='--rows 10000'
bench-linking: install
	@$(RUN) python -m pipeline.run.bench_linking $(ARGS)

# Runs that are killed at random moments, each followed by one that is not: make crash KILLS=20
KILLS ?= 50
crash: install
	@$(RUN) python -m pipeline.run.crash --kills $(KILLS) $(ARGS)

# Hostile inputs into every reader and into extraction; failing ones are kept in data/interim/fuzz: make fuzz INPUTS=1000000
INPUTS ?= 10000
fuzz: install
	@$(RUN) python -m pipeline.run.fuzz $(CORPUS) --inputs $(INPUTS) $(ARGS)

# A tagged release of what is committed; needs a note in data/CHANGELOG.md: make release VERSION=1.1.0
release: install
	@$(RUN) python -m pipeline.run.publish '$(VERSION)'

# Known weaknesses of the pinned packages; not part of CI, since it needs pip-audit and the network.
audit: install
	@$(RUN) command -v pip-audit >/dev/null || { echo "make audit needs pip-audit on the PATH: pipx install pip-audit." >&2; exit 1; }
	@$(RUN) pip-audit --no-deps --disable-pip --requirement requirements.lock

# README's rows, scores and floors from the files that hold them.
readme: install
	@$(RUN) python -m pipeline.run.readme

clean:
	rm -rf $(VENV) data/interim/*.parquet data/interim/*.json data/interim/*/ .pytest_cache .mypy_cache .ruff_cache .hypothesis
