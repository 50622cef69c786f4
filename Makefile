# Lingnan. `make help` lists what there is to do.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8000
DOCUMENTS ?=
UV_VERSION := 0.13.9

INSTALLED := $(VENV)/.installed
TESTS_INSTALLED := $(VENV)/.installed-tests
CHECKER_INSTALLED := tests/services/node_modules/.installed
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
# What the production settings ask for, so that `check --deploy` can read them.
PRODUCTION := env DJANGO_SETTINGS_MODULE=cms.settings.production DATABASE_URL=sqlite:///:memory: \
	ALLOWED_HOSTS=www.example.cn SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: system $(INSTALLED) ## Load the demo and start it [PORT=8000] [DOCUMENTS=file.jsonl.gz]
	@$(PYTHON) manage.py serve --port "$(PORT)" --check
	@$(if $(DOCUMENTS),test -r "$(DOCUMENTS)" || { echo "DOCUMENTS: cannot read $(DOCUMENTS)" >&2; exit 1; })
	@$(PYTHON) manage.py compile_catalogue
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo --port "$(PORT)" $(if $(DOCUMENTS),--documents "$(DOCUMENTS)")
	@exec $(PYTHON) manage.py serve --port "$(PORT)"

.PHONY: test
test: system $(TESTS_INSTALLED) checker lint ## Run everything: lint, then the suite on SQLite and on PostgreSQL
	@$(PYTHON) -W "ignore:XDG_RUNTIME_DIR" -m tests.services.suite

.PHONY: lint
lint: system $(TESTS_INSTALLED) ## Check style, templates, import contracts, migrations, settings, messages
	@$(PYTHON) manage.py compile_catalogue
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint templates --check --lint
	$(VENV)/bin/lint-imports --no-cache
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) manage.py update_catalogue --check

.PHONY: messages
messages: $(TESTS_INSTALLED) ## Bring the catalogue to what the sources hold, and compile it
	@$(PYTHON) manage.py update_catalogue

.PHONY: requirements
requirements: system $(TESTS_INSTALLED) ## Resolve requirements.in into requirements.txt, and the same in tests/
	@$(PIP) install uv==$(UV_VERSION)
	@for file in requirements tests/requirements; do \
		$(VENV)/bin/uv pip compile --quiet --no-header --no-annotate --python-version 3.11 $(UPGRADE) \
			--output-file $$file.txt $$file.in >/dev/null || exit 1; \
		sed -i "1i # Compiled from $$file.in by make requirements." $$file.txt; \
	done

.PHONY: screenshots
screenshots: system $(TESTS_INSTALLED) ## Photograph ten templates at three widths into screenshots/
	@$(PYTHON) manage.py compile_catalogue
	@$(PYTHON) -m tests.e2e.screenshots

.PHONY: bench-import
bench-import: system $(TESTS_INSTALLED) ## Measure the import of documents against the stock way [DOCUMENTS=file.jsonl.gz]
	@$(PYTHON) -m tests.benchmarks.bench_import $(DOCUMENTS)

.PHONY: bench-log
bench-log: system $(TESTS_INSTALLED) ## Measure the verification of a publication log of 100,000 entries
	@$(PYTHON) -m tests.benchmarks.bench_log

.PHONY: bench-pages
bench-pages: system $(TESTS_INSTALLED) ## Measure public pages at 200, 2,000 and 20,000 pages
	@$(PYTHON) -m tests.benchmarks.bench_pages

.PHONY: bench-checks
bench-checks: system $(TESTS_INSTALLED) ## Measure the checks of texts on real documents and near misses [DOCUMENTS=file.jsonl.gz]
	@$(PYTHON) -m tests.benchmarks.bench_checks $(DOCUMENTS)

.PHONY: bench-gate
bench-gate: system $(TESTS_INSTALLED) ## Try every known way round the approval, and measure what the gate costs
	@$(PYTHON) -m tests.benchmarks.bench_gate

.PHONY: bench-isolation
bench-isolation: system $(TESTS_INSTALLED) ## Try every address of the admin with another department's objects, as six people
	@$(PYTHON) -m tests.benchmarks.bench_isolation

.PHONY: bench-admin
bench-admin: system $(TESTS_INSTALLED) ## Measure the admin of a department among many, beside stock Wagtail's
	@$(PYTHON) -m tests.benchmarks.bench_admin

.PHONY: bench-search
bench-search: system $(TESTS_INSTALLED) ## Measure the search [ENGINE=sqlite|postgresql|elasticsearch] [DOCUMENTS=…] [JUDGEMENTS=…] [SIZE=20000]
	@ENGINE="$(ENGINE)" DOCUMENTS="$(DOCUMENTS)" JUDGEMENTS="$(JUDGEMENTS)" SIZE="$(SIZE)" $(PYTHON) -m tests.benchmarks.bench_search

.PHONY: bench-engines
bench-engines: system $(TESTS_INSTALLED) ## Compare what the three engines find, and answer [DOCUMENTS=…] [JUDGEMENTS=…] [STRINGS=10000]
	@DOCUMENTS="$(DOCUMENTS)" JUDGEMENTS="$(JUDGEMENTS)" STRINGS="$(STRINGS)" $(PYTHON) -m tests.benchmarks.bench_engines

.PHONY: fuzz
fuzz: system $(TESTS_INSTALLED) ## Send random forms and queries as a webmaster for ten minutes [FUZZ_SECONDS=600 FUZZ_SEED=7]
	@$(PYTHON) -m tests.benchmarks.fuzz

.PHONY: clean
clean: ## Remove the environment, caches and pictures; the installation's data in var/ stays
	@rm -rf $(VENV) .cache screenshots tests/services/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find cms -name '*.mo' -delete

# --- what the targets above stand on

.PHONY: system
system:
	@command -v $(PYTHON3) >/dev/null || \
		{ echo "Python 3.11 or later is missing. Install it: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON3) --version) is too old, 3.11 or later is needed. Name another: make PYTHON3=python3.11 …" >&2; exit 1; }
	@$(PYTHON3) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python cannot make environments. Install it: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON3) -c 'import sqlite3' 2>/dev/null || \
		{ echo "Python's sqlite3 module is missing. Install it: apt-get install libsqlite3-0 libpython3-stdlib" >&2; exit 1; }

$(PYTHON):
	@echo "Making the environment in $(VENV)…"
	@$(PYTHON3) -m venv $(VENV)

$(INSTALLED): requirements.txt | $(PYTHON)
	@echo "Installing requirements.txt…"
	@$(PIP) install --requirement requirements.txt
	@touch $@

$(TESTS_INSTALLED): tests/requirements.txt requirements.txt | $(PYTHON)
	@echo "Installing tests/requirements.txt…"
	@$(PIP) install --requirement tests/requirements.txt
	@touch $@ $(INSTALLED)

# Without npm the HTML checker is missing, and the tests that want it say so.
.PHONY: checker
checker:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(CHECKER_INSTALLED); fi

$(CHECKER_INSTALLED): tests/services/package-lock.json
	@echo "Installing the HTML checker…"
	@npm ci --prefix tests/services --no-audit --no-fund --silent
	@touch $@
