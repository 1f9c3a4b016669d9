#!/usr/bin/env bash
# psql where the user means it: in DATABASE_URL's database, else in the demo database, started and created when needed.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$root"
if [ -n "${DATABASE_URL:-}" ]; then
    client=$(command -v psql) || { find_server && client=$bin/psql; } ||
        fail "psql is missing" "install it: apt-get install postgresql-client"
    exec "$client" "$@" -d "$DATABASE_URL"
fi

forget_libpq_environment
"$harness/cluster.sh" start demo >/dev/null
find_cluster demo
export PGHOST=$cluster PGPORT=5432 PGUSER=postgres PGDATABASE=$database
if [ "$("$bin/psql" -X -At -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$database'")" != 1 ]; then
    "$bin/createdb" "$database"
fi
exec "$bin/psql" "$@"
