#!/usr/bin/env bash
# Plays the demo's story in a fresh database of the private cluster, and leaves the database running.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

[ -z "${DATABASE_URL:-}" ] || say "make demo has a server of its own: DATABASE_URL is not touched"
unset DATABASE_URL
forget_libpq_environment
"$harness/cluster.sh" start demo >/dev/null
find_cluster demo
export PGHOST=$cluster PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
query() { "$bin/psql" -X -At -v ON_ERROR_STOP=1 "$@"; }

# What an earlier demo left is replaced. A database that was made otherwise may hold something of value.
made_by_demo='made by the demo'
found=$(query -c "SELECT coalesce(shobj_description(oid, 'pg_database'), 'not said')
    FROM pg_database WHERE datname = '$database'")
case $found in
    '') ;;
    "$made_by_demo") say "Replacing the database of the last demo." ;;
    *)
        kept=${database}_until_$(date +%Y%m%d_%H%M%S)
        say "Keeping database $database, which is not the demo's, as $kept."
        query -q -c "ALTER DATABASE $database RENAME TO $kept"
        ;;
esac
query -q -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" -c "CREATE DATABASE $database" \
    -c "COMMENT ON DATABASE $database IS '$made_by_demo'" 2>/dev/null

export PGDATABASE=$database
query -q -f install.sql >/dev/null
query -q -f tests/demo/shop.sql
# fold, because messages of the server have no line breaks.
"$bin/psql" -X -q <tests/demo/story.sql 2>&1 | fold -s -w 98
