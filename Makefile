# The harness's front door. The product is SQL: nothing here is needed to install it, psql and install.sql do.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint install uninstall psql start stop clean dist shadow

H := tests/harness
PYTHON := .venv/bin/python
# What is in tests/programs: each finds the library in tests/harness and the reader.
PROGRAM := PYTHONPATH=tests:plpython $(PYTHON) -m programs

# In this order in the help's first part; every other target with a comment is in the second one.
FOR_USERS := demo start psql stop clean \
	check register list-intents status conflicts resolve abandon install uninstall shadow replay

help: ## Show this help
	@$(H)/help.sh '$(FOR_USERS)' $(MAKEFILE_LIST)

setup: ## Install what the tests need: PostgreSQL with PL/Python, git, a Python environment
	@$(H)/setup.sh server git pgbouncer python test

demo: ## Play a story with several agents in a database that stays up (FRESH=yes: keep an old one aside)
	@$(H)/setup.sh server
	@$(H)/demo.sh

test: ## Run the tests on a private cluster: PYTEST_ARGS=options PG_MAJOR=version
	@$(H)/setup.sh server git pgbouncer python test
	@$(PYTHON) -m pytest $(PYTEST_ARGS)

.PHONY: test-matrix
test-matrix: ## Run the tests on Debian trixie's PostgreSQL 17 and Python 3.13, in a system made by
test-matrix: ## debootstrap (as root)
	@$(H)/matrix.sh trixie 17

.PHONY: test-bare
test-bare: ## Run the demo and the tests in a Debian with nothing but make in it, made by debootstrap (as root):
test-bare: ## RELEASES="bookworm trixie" PYTEST_ARGS=options
	@$(H)/bare.sh test $${RELEASES:-bookworm trixie}

lint: ## Check the SQL, the PL/pgSQL and the Python
	@$(H)/setup.sh server plpgsql_check python lint
	@$(H)/lint.sh

.PHONY: readme
readme: ## Rewrite the outputs in all READMEs, and the reference in sql/README.md
	@$(H)/setup.sh server python test
	@README=write $(PYTHON) -m pytest -q tests/readme

install: ## Install it, or bring what is there up to date
	@[ -n "$$DATABASE_URL" ] || $(H)/setup.sh server
	@$(H)/psql.sh made -X -q -o /dev/null -v ON_ERROR_STOP=1 -f install.sql

uninstall: ## Remove it again, with all intents and their history
	@$(H)/psql.sh started -X -q -v ON_ERROR_STOP=1 -f sql/uninstall.sql

dist: ## Write dist/pggit-install.sql, the installer as one file
	@python3 -I $(H)/dist.py

shadow: ## Copy the schema, without data, into a database to prove changes in: SHADOW=name
	@$(H)/setup.sh server
	@$(H)/shadow.sh $(SHADOW)

psql: ## Open psql
	@$(H)/psql_prompt.sh

start: ## Start the demo database again, with its data
	@$(H)/start.sh

stop: ## Stop the demo database; its data stay
	@$(H)/cluster.sh stop-all

clean: ## Remove the demo database, the Python environments and what was built
	@$(H)/cluster.sh remove-all
	@rm -rf .venv .venv-lint .venv-peer dist .pytest_cache .ruff_cache .hypothesis
	@find plpython tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: agreement
agreement: ## Compare the reader with PostgreSQL's own parser over .sql files: SQL='folder ...' SHOW=20
	@$(H)/setup.sh python test
	@$(PROGRAM).agreement

# ---- The seven commands ---------------------------------------------------------------------------------------------
# Their values are environment variables. make hands on what the environment has as it is; what is given on its command
# line it would expand ($$body$$ becomes $body$), unless it is replaced by its own unexpanded text.
VALUES := AGENT FEATURE DDL DDL_FILE TABLES DURATION_MS RISK METADATA IDEMPOTENCY_KEY INTENT STATUS TABLE SEVERITY \
	REVIEWED ALL CONFLICT NOTES BY REASON RESOLUTION APPLY_FIRST FORMAT
$(foreach v,$(VALUES),$(if $(filter command,$(firstword $(origin $(v)))), \
	$(eval override export $(v) := $$(value $(v)))))

COMMANDS := register list-intents check status conflicts resolve abandon
.PHONY: $(COMMANDS)
$(COMMANDS):
	@PGGIT_VALUES='$(VALUES)' $(H)/command.sh $(subst -,_,$@)

register: ## Declare an intent: AGENT= FEATURE= and DDL= or DDL_FILE= (- is standard input);
register: ## TABLES= DURATION_MS= RISK= METADATA= IDEMPOTENCY_KEY=
list-intents: ## List intents: STATUS= AGENT= TABLE=
check: ## Show what an intent would collide with, without registering it: AGENT= FEATURE= and DDL= or DDL_FILE=; TABLES=
status: ## Show everything about one intent: INTENT=
conflicts: ## List open conflicts: INTENT= SEVERITY= REVIEWED=true|false ALL=true
resolve: ## Record a decision about a conflict: CONFLICT= NOTES=;
resolve: ## BY= RESOLUTION= APPLY_FIRST= SEVERITY= REVIEWED=false
abandon: ## Give up an intent: INTENT=; REASON= BY=

# ---- What would this have found in our history? ---------------------------------------------------------------------
.PHONY: replay
replay: ## Register a folder of migrations as intents of several agents: MIGRATIONS=folder AGENTS=4 ACTIVE=20
	@$(H)/setup.sh server python test
	@$(PROGRAM).replay "$$MIGRATIONS" "$$AGENTS" "$$ACTIVE"

# ---- Does it hold when it matters? ----------------------------------------------------------------------------------
.PHONY: stress
stress: ## Colliding registrations at the same moment, from many connections: PAIRS=5000 CONNECTIONS=24
	@$(H)/setup.sh server python test
	@$(PROGRAM).stress

.PHONY: faults
faults: ## Kill servers, promote a standby, fill disks, use up locks, cancel statements: KILLS=24
	@$(H)/setup.sh server pgbouncer python test
	@$(PROGRAM).faults

.PHONY: extension-cost
extension-cost: ## What the places for extensions cost a registration when there are none: ROUNDS=20 REGISTRATIONS=50
	@$(H)/setup.sh server python test
	@$(PROGRAM).extension_cost

# ---- How often is the prediction right? -----------------------------------------------------------------------------
.PHONY: accuracy prove-labels
accuracy: ## Predictions against truth: LABELS=file, or PROVE=connection or MIGRATIONS=folder with PAIRS=300 SEED=1
	@$(H)/setup.sh server python test
	@$(PROGRAM).accuracy

prove-labels: ## Labelled pairs against pggit_prove: LABELS=file MIGRATIONS=folder (a folder of files per project)
	@$(H)/setup.sh server python test
	@$(PROGRAM).accuracy labels

# ---- What does it make of nonsense? ---------------------------------------------------------------------------------
.PHONY: fuzz
fuzz: ## Random and mutated inputs to the public functions: INPUTS=100000 SEED=1, ONLY=n for one of them again
	@$(H)/setup.sh server python test
	@$(PROGRAM).fuzz

# ---- How fast is it? ------------------------------------------------------------------------------------------------
.PHONY: bench
bench: ## Times and ratios as the registry fills: SIZES=1,100,10000 REPEAT=100 CLIENTS=1,4 SECONDS=5 CROWD=5000
	@$(H)/setup.sh server python test
	@[ "$$PEER" != 1 ] || $(H)/setup.sh peer
	@$(PROGRAM).bench
