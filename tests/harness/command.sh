#!/usr/bin/env bash
# The seven commands behind make: command.sh register|list_intents|check|status|conflicts|resolve|abandon
# Every value comes from the environment, where neither make nor a shell reads it again.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

options=()
for variable in $PGGIT_VALUES; do
    if [ -n "${!variable+given}" ]; then
        options+=(-v "$(printf %s "$variable" | tr '[:upper:]' '[:lower:]')=${!variable}")
    fi
done
exec "$harness/psql.sh" running -X -q ${options[@]+"${options[@]}"} -f "sql/psql/$1.sql"
