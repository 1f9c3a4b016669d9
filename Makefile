# The harness's front door. The product is SQL: nothing here is needed to install it, `psql -f install.sql` does.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint install uninstall psql stop clean dist

H := tests/harness
PYTHON := .venv/bin/python
# What is in tests/programs: each finds the library in tests/harness and the reader.
PROGRAM := PYTHONPATH=tests:plpython $(PYTHON) -m programs

help: ## Show this help
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'
	@echo '  With DATABASE_URL set, install, uninstall, psql and the commands from register to abandon act on that server'
	@echo '  instead of the demo database. The commands take values in the environment (any text, as it is) or after their'
	@echo '  name (as it is, but without blanks at its beginning); FORMAT=json prints one JSON document.'

setup: ## Install what is missing: PostgreSQL with PL/Python, the Python environment
	@$(H)/setup.sh server git pgbouncer python test

demo: ## See it work: a story with several agents, in a database of its own that stays up
	@$(H)/setup.sh server
	@$(H)/demo.sh

test: ## Run the tests on a private cluster (PYTEST_ARGS=… for options, PG_MAJOR=… for another server version)
	@$(H)/setup.sh server git pgbouncer python test
	@$(PYTHON) -m pytest $(PYTEST_ARGS)

.PHONY: test-matrix
test-matrix: ## Run the tests on Debian trixie's PostgreSQL 17 and Python 3.13, in a folder by debootstrap (as root)
	@$(H)/matrix.sh trixie 17

lint: ## Check the SQL, the PL/pgSQL and the Python
	@$(H)/setup.sh server plpgsql_check python test python lint
	@$(H)/lint.sh

.PHONY: readme
readme: ## Rewrite the outputs in all READMEs, and the reference in sql/README.md
	@$(H)/setup.sh server python test
	@README=write $(PYTHON) -m pytest -q tests/readme

install: ## Install into the demo database, or into DATABASE_URL
	@[ -n "$$DATABASE_URL" ] || $(H)/setup.sh server
	@$(H)/psql.sh -X -q -v ON_ERROR_STOP=1 -f install.sql

uninstall: ## Remove it from there again
	@$(H)/psql.sh -X -q -v ON_ERROR_STOP=1 -f sql/uninstall.sql

dist: ## Write dist/pggit-install.sql, the installer as one file that needs no other
	@python3 -I $(H)/dist.py

shadow: ## Copy DATABASE_URL's schema, without data, into the private cluster, to prove changes against (SHADOW=name)
	@$(H)/setup.sh server
	@$(H)/shadow.sh $(SHADOW)

psql: ## Open psql in the demo database, or in DATABASE_URL
	@$(H)/psql.sh

stop: ## Stop the private clusters
	@$(H)/cluster.sh stop-all

clean: ## Remove the private clusters, the Python environment and what was built
	@$(H)/cluster.sh remove-all
	@rm -rf .venv .venv-peer dist .pytest_cache .ruff_cache .hypothesis
	@find plpython tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: agreement
agreement: ## The reader against PostgreSQL's own parser over .sql files: SQL='folder ...' SHOW=20
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

register: ## Declare DDL: AGENT= FEATURE= DDL_FILE= (- is standard input) or DDL=; TABLES= RISK= IDEMPOTENCY_KEY= …
list-intents: ## List intents: STATUS= AGENT= TABLE=
check: ## What would registering find? AGENT= FEATURE= DDL_FILE= or DDL=; TABLES=
status: ## Everything about one intent: INTENT=
conflicts: ## List open conflicts: INTENT= SEVERITY= REVIEWED=true|false ALL=true
resolve: ## Decide about a conflict: CONFLICT= NOTES=; BY= RESOLUTION= APPLY_FIRST= SEVERITY= REVIEWED=false
abandon: ## Give an intent up: INTENT=; REASON= BY=

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
