#!/usr/bin/env bash
# Python: ruff (settings in pyproject.toml).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
exec .venv-lint/bin/python -m ruff check --quiet plpython tests
