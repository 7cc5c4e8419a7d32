# Sanat Archive: everything that a person types. Needs GNU make and a POSIX shell.
.DEFAULT_GOAL := help
.PHONY: help setup run test check eval chaos fuzz bench demo lock

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST))

setup: ## make .venv with all that the archive needs; then .venv/bin/python manage.py … works
	@sh scripts/setup.sh

run: setup ## set everything up and serve at http://127.0.0.1:8000/ (PORT=… DATA_DIR=… and more: README.md)
	@.venv/bin/python manage.py prepare
	@.venv/bin/python manage.py serve

test: ## set everything up and run every test
	@sh scripts/test.sh

check: ## lint, types, templates, migrations, deployment settings
	@sh scripts/check.sh

eval: setup ## measure extraction; with EVAL=folder of an evaluation set also search and spelling
	@.venv/bin/python -m benchmarks.extraction_quality
	@.venv/bin/python -m benchmarks.statement_quality
	@$(if $(EVAL),.venv/bin/python -m benchmarks.retrieval $(EVAL) $(PQUAD))

demo: setup ## fill var-demo with 5,000 invented articles and serve them
	@export DEMO=1 LOAD_SEEDS=0 DATA_DIR=$${DATA_DIR:-var-demo} && \
	.venv/bin/python manage.py prepare && \
	.venv/bin/python manage.py make_demo && \
	.venv/bin/python manage.py serve

chaos: ## kill processes at random moments, thirty times each: nothing may get lost
	@CHAOS_ROUNDS=30 sh scripts/test.sh -m chaos

fuzz: setup ## ask ten thousand hostile queries: none may fail or take long
	@.venv/bin/python -m benchmarks.fuzz

bench: setup ## measure import and search of 10,000 articles: SIZE=… for another number
	@.venv/bin/python -m benchmarks.ingest $(or $(SIZE),10000)
	@.venv/bin/python -m benchmarks.engine all var-bench $(or $(SIZE),10000)

lock: ## write requirements*.txt anew from requirements*.in, with hashes
	@sh scripts/lock.sh
