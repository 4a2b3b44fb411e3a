# Two commands are all that a newcomer needs: `make run` and `make test`.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(shell find locale -name '*.po'))

.PHONY: run test coverage check format messages screenshots apt npm

run: .venv/installed .env $(CATALOGUES)   ## the demo paper on http://127.0.0.1:8000 (PORT=…)
	@sed -i '/^SITE_URL=http:\/\/127\.0\.0\.1:/d' .env
	@grep -q '^SITE_URL=' .env || echo 'SITE_URL=http://127.0.0.1:$(PORT)' >> .env
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo --port $(PORT)
	@$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: check apt npm   ## everything: checks, the suite on SQLite, and on PostgreSQL what touches a database
	TEST_DATABASE=sqlite $(BIN)/pytest -n 2 --dist worksteal
	TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist worksteal

coverage: apt npm .venv/installed-dev $(CATALOGUES)   ## which lines no test runs; takes half as long again as the suite
	TEST_DATABASE=sqlite $(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=
	$(BIN)/coverage report

check: .venv/installed-dev $(CATALOGUES)   ## the fast part
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run
	SECRET_KEY=check $(BIN)/python manage.py check

format: .venv/installed-dev   ## as `make check` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: .venv/installed-dev apt   ## collect new source strings for translation
	SECRET_KEY=messages $(BIN)/python manage.py makemessages --locale vi --no-obsolete --no-location --ignore .venv --ignore tests

screenshots: .venv/installed-dev apt $(CATALOGUES)   ## the guide's pictures, anew: docs/huong-dan/
	$(BIN)/python -m scripts.screenshots

.env:
	@printf 'DEBUG=1\nSECRET_KEY=%s\n' "$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(40))')" > $@

.venv/installed: requirements.txt
	@sh scripts/venv.sh "$(PYTHON)"
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

%.mo: %.po .venv/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

apt:
	@sh scripts/apt.sh chromium gettext openjdk-17-jre-headless

npm:
	@sh scripts/npm.sh
