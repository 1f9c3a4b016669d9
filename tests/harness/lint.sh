#!/usr/bin/env bash
# Runs every check, also when one fails, and says at the end which did.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

failed=()
check() {
    local name=$1
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

check ruff "$harness/lint_ruff.sh"
check sqlfluff "$harness/lint_sqlfluff.sh"
check pgspot .venv-lint/bin/python "$harness/lint_pgspot.py"
check plpgsql_check .venv-lint/bin/python "$harness/lint_plpgsql.py"

[ ${#failed[@]} -eq 0 ] || fail "lint found something: ${failed[*]}"
echo "lint: nothing found"
