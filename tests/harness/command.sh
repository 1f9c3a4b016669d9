#!/usr/bin/env bash
# The seven commands behind make: command.sh register|list_intents|check|status|conflicts|resolve|abandon
# Every value comes from the environment, where neither make nor a shell reads it again.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ -z "${DATABASE_URL:-}" ]; then
    find_cluster demo
    "$bin/pg_isready" -q -h "$cluster" -p 5432 ||
        fail "the demo database is not running" "make demo starts it with a story in it, make install without one" \
            "or set DATABASE_URL to the database that is meant"
fi

options=()
for variable in $PGGIT_VALUES; do
    if [ -n "${!variable+given}" ]; then
        options+=(-v "$(printf %s "$variable" | tr '[:upper:]' '[:lower:]')=${!variable}")
    fi
done
exec "$harness/psql.sh" -X -q ${options[@]+"${options[@]}"} -f "sql/psql/$1.sql"
