#!/usr/bin/env bash
# SQL: does it parse as PostgreSQL's, is it written alike everywhere (settings in .sqlfluff)?
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
# Its worker processes make Python warn about itself.
PYTHONWARNINGS=ignore .venv-lint/bin/python -m sqlfluff lint --nocolor --processes 0 --disable-progress-bar \
    install.sql sql plpython | sed '/ PASS$/d; /^All Finished/d'
