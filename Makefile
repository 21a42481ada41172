# Type `make` to see the commands.
SHELL := /bin/bash
.DEFAULT_GOAL := help
APP := .venv
ENGINE := .venv-engine
BIN := $(APP)/bin
RASA_ENV := RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 \
	TF_CPP_MIN_LOG_LEVEL=2 PYTHONWARNINGS=ignore OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
	PYTHONPATH=. FARO_ENGINE_TOKEN=only-for-stock-commands FARO_ENGINE_TURN_TIMEOUT=7 \
	FARO_ACTIONS_URL=http://127.0.0.1:$${FARO_TEST_ACTIONS_PORT:-5055}
RASA := env $(RASA_ENV) $(ENGINE)/bin/python -m rasa

.PHONY: help
help: ## Show the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | \
		awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Start Faro: everything from nothing to the chat page
	@$(BIN)/faro run

.PHONY: setup
setup: $(APP)/.done $(ENGINE)/.done ## Create both environments

$(APP)/.done: locks/app/app.txt pyproject.toml scripts/find_python.sh
	@echo "Installing the app environment (about a minute)…"
	@python=$$(scripts/find_python.sh app) && "$$python" -m venv $(APP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/app/app.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(ENGINE)/.done: locks/engine/engine.txt scripts/find_python.sh $(APP)/.done
	@echo "Installing the engine environment, Rasa on Python 3.10 (about two minutes)…"
	@if python=$$(scripts/find_python.sh engine); then "$$python" -m venv $(ENGINE); \
		else echo "No Python 3.10 here; fetching one with uv…" && $(BIN)/uv venv --quiet --seed --python 3.10 $(ENGINE); fi
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(ENGINE)/bin/python --require-hashes -r locks/engine/engine.txt
	@touch $@

.PHONY: train
train: setup ## Train the language model, if something that shapes it changed
	@$(BIN)/faro train

.PHONY: check
check: setup ## Lint, types, imports, content; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/faro facts check

.PHONY: lint
lint: setup ## Mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/faro facts format

.PHONY: validate
validate: setup ## Let Rasa check domain, data and stories
	scripts/validate.sh

.PHONY: test
test: setup ## All tests: units, engine, stories, and the real three processes
	@echo "Two halves side by side; each prints when it ends…"
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-units test-model

# These need no language model, so they run while it is trained.
.PHONY: test-units
test-units: setup
	$(BIN)/python -m pytest tests --ignore tests/e2e

.PHONY: test-model
test-model: setup train
	env $(RASA_ENV) $(ENGINE)/bin/python -m pytest -c tests/engine/pytest.ini tests/engine
	$(BIN)/python -m pytest tests/e2e
	@$(MAKE) --no-print-directory validate
	@$(MAKE) --no-print-directory test-stories

.PHONY: test-stories
test-stories: setup train ## End-to-end stories by Rasa itself
	scripts/test_stories.sh

.PHONY: fuzz
fuzz: setup train ## Ten thousand random and hostile messages to the real three processes
	FARO_FUZZ=10000 $(BIN)/python -m pytest tests/e2e/test_hostile.py

.PHONY: evaluate
evaluate: setup train ## How well it understands; ARGS=--quick or ARGS=--accept
	@env $(RASA_ENV) $(ENGINE)/bin/python -W ignore -m bot.engine.evaluation $(ARGS)

.PHONY: bench-nlu
bench-nlu: setup ## Our pipeline against the one of `rasa init`, in one run (three quarters of an hour)
	@env $(RASA_ENV) $(ENGINE)/bin/python -W ignore -m bot.engine.evaluation.bench $(ARGS)

.PHONY: bench-facts
bench-facts: setup ## Time of a reply with many answers, and from publishing to saying
	@PYTHONPATH=. $(BIN)/python scripts/bench_facts.py

.PHONY: bench-places
bench-places: setup ## Time to find the nearest places among 100 and among 10,000
	@PYTHONPATH=. $(BIN)/python scripts/bench_places.py

.PHONY: shell
shell: train ## Talk to Rasa alone, in the terminal, while `make run` serves the actions
	$(RASA) shell --model models/faro.tar.gz --interface 127.0.0.1 --port 5105

.PHONY: lock
lock: $(APP)/.done ## Resolve versions anew; locks carry hashes and no address
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-header --no-emit-index-url locks/app/app.in -o locks/app/app.txt
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.10 --generate-hashes --no-header --no-emit-index-url locks/engine/engine.in -o locks/engine/engine.txt

.PHONY: clean
clean: ## Delete environments, models and the local database
	rm -rf $(APP) $(ENGINE) models var .rasa
