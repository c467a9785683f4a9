# Two commands are enough: `make demo` and `make test`. `make help` lists the rest.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# A lock file that has changed is installed again.
RUN := .venv/run-$(shell cksum < requirements.lock | cut -d' ' -f1)
DEV := .venv/dev-$(shell cksum < requirements-dev.lock | cut -d' ' -f1)
BROWSER := .venv/browser-$(shell cksum < requirements-browser.lock | cut -d' ' -f1)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 14

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(RUN): requirements.lock | .venv/pyvenv.cfg
	$(PIP) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | .venv/pyvenv.cfg
	$(PIP) -r requirements-dev.lock
	@touch $@ $(RUN)

$(BROWSER): requirements-browser.lock $(DEV)
	$(PIP) -r requirements-browser.lock
	@touch $@

install: $(DEV) ## the virtual environment with everything that is locked

demo: $(RUN) ## the site with content at port 8000 (PORT= changes it), scheduler running
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py build_lexicon
	$(BIN)/python manage.py load_demo
	@$(MAKE) --no-print-directory serve

run: $(RUN) ## the site as it is: server and scheduler, no content loaded
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py build_lexicon
	$(BIN)/python manage.py setup_site
	@$(MAKE) --no-print-directory serve

serve:
	@sh bin/serve $(BIN)/python $(PORT)

test: $(DEV) ## the test suite; the long walks and the browser are apart
	$(BIN)/python -m pytest -n 2 -m "not browser and not walk" $(ARGS)

walk: $(DEV) ## every address and right as everybody, ways around duty, two people at once
	$(BIN)/python -m pytest -n 2 -m walk $(ARGS)

browser: $(BROWSER) ## every public page in Chromium, with axe and the Nu checker; see docs/quality.md
	$(BIN)/python -m pytest -n 2 -m browser tests/browser $(ARGS)

check: $(DEV) ## style, layers, settings and migrations, as CI checks them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djhtml --check templates
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=example.org SITE_ADDRESS=https://example.org \
		$(BIN)/python -W error manage.py check --deploy --fail-level WARNING --settings incubator.settings.production
	$(BIN)/python bin/messages.py --check

fmt: $(DEV) ## bring style into order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djhtml templates

messages: $(DEV) ## collect and compile translations (collecting needs GNU gettext)
	$(BIN)/python bin/messages.py

lock: ## renew the lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group browser -c requirements-dev.lock -o requirements-browser.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-config --group dev pyproject.toml .ci/wagtail8.in -o .ci/wagtail8.lock

.PHONY: help install demo run serve test walk browser check fmt messages lock
