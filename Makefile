# The developer's loop. Pip's own settings count; PYTHON names an interpreter (3.11 to 3.13), ARGS is handed on,
# TORCH_INDEX names an index of torch builds for `make test` (PyTorch's CPU one saves gigabytes).
.DEFAULT_GOAL := help
.PHONY: help run chat test lint bench lock web docs-settings lint-web lint-docker image-by-hand extra clean dev
SHELL := /bin/sh
export PYTHON TORCH_INDEX
BIN := .venv/bin
LOCK := .venv/tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock'
IN_GIT = git ls-files --cached --others --exclude-standard

help: ## what there is (this)
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## make the environment if need be, and serve on http://127.0.0.1:8000
	@sh deploy/environment.sh run
	@exec $(BIN)/rafilm serve $(ARGS)

chat: ## talk in this terminal; ARGS="--url ADDRESS" joins a running service
	@sh deploy/environment.sh run
	@exec $(BIN)/rafilm chat $(ARGS)

test: dev ## run every test; ARGS="tests/library -k undo" picks
	@$(BIN)/python -m pytest $(ARGS)

lint: dev lint-web ## ruff, mypy, import-linter, file lengths; with Node, the widget and its committed build
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy .
	@PYTHONPATH=. $(BIN)/lint-imports
	@$(IN_GIT) '*.py' '*.ts' '*.css' '*.sh' | grep -v '^tests/' | xargs wc -l \
		| awk '$$2 != "total" && $$1 > 300 { print $$2 ": " $$1 " lines, more than 300"; long = 1 } END { exit long }'

bench: ## measure speed and size, and print the table
	@sh deploy/environment.sh run
	@$(BIN)/python -m benchmarks $(ARGS)

web: ## build the chat widget into api/web/static (needs Node 20.19+)
	@cd api/web && npm ci --no-audit --no-fund && npm run check && npm run build

lint-web:
	@sh deploy/check_web.sh

lint-docker: ## hadolint over the Dockerfile
	@sh deploy/environment.sh tools
	@.venv/tools/bin/hadolint Dockerfile && echo "Dockerfile: nothing to mend"

image-by-hand: ## run the Dockerfile's steps without Docker, boot the result, ask its health (Linux, root)
	@sh deploy/environment.sh run
	@$(BIN)/python -m deploy.image_by_hand $(ARGS)

docs-settings: ## write the table in docs/settings.md from settings.py
	@sh deploy/environment.sh run
	@$(BIN)/python -m docs.settings_table

lock: ## resolve requirements/*.txt again; ARGS=--upgrade takes newer packages
	@sh deploy/environment.sh tools
	$(LOCK) pyproject.toml --group install -o requirements/run.txt $(ARGS)
	$(LOCK) pyproject.toml --extra sentence-transformers --group torch-needs --override requirements/no-torch.txt \
		-c requirements/run.txt -o requirements/sentence-transformers.txt $(ARGS)
	$(LOCK) pyproject.toml --group dev --override requirements/no-torch.txt \
		-c requirements/sentence-transformers.txt -o requirements/dev.txt $(ARGS)
	$(LOCK) --group pyproject.toml:tools -o requirements/tools.txt $(ARGS)

extra: ## add sentence-transformers and torch to the environment
	@sh deploy/environment.sh extra

clean: ## remove the environment and everything built; what was kept in .rafilm stays
	rm -rf .venv build dist *.egg-info api/web/node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

dev:
	@sh deploy/environment.sh dev
