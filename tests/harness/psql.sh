#!/usr/bin/env bash
# psql.sh made|started|running ARGUMENT...: psql where the user means it, in DATABASE_URL's database, else in the demo
# database. That one is made or started when needed, or must be running.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
need=$1
shift
if [ -n "${DATABASE_URL:-}" ]; then
    client=$(command -v psql) || { find_server && client=$bin/psql; } ||
        fail "psql is missing" "install it: apt-get install postgresql-client"
    exec "$client" "$@" -d "$DATABASE_URL"
fi

if [ "$need" != made ]; then
    find_demo || no_demo
    [ "$need" = started ] || answers ||
        fail "the demo database is stopped" "make start starts it again, with its data" \
            "or set DATABASE_URL to the database that is meant"
fi
use_cluster demo
if ! has_database "$database"; then
    [ "$need" = made ] || no_demo
    "$bin/createdb" "$database"
fi
export PGDATABASE=$database
exec "$bin/psql" "$@"
