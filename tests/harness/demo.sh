#!/usr/bin/env bash
# Plays the demo's story in a fresh database of the private cluster, and leaves the database running. Of what an earlier
# demo left only the story's own intents are replaced; FRESH=yes puts a database with others aside.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

[ -z "${DATABASE_URL:-}" ] || say "make demo has a server of its own: DATABASE_URL is not touched"
unset DATABASE_URL
use_cluster demo
export PGDATABASE=postgres PGOPTIONS='-c client_min_messages=warning'
query() { "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 "$@"; }

# The database's comment says that the demo made it, and names the story's intents.
made_by_demo='made by the demo'
foreign_intents() {
    if [ "$(query -d "$database" -c "SELECT to_regclass('public.tb_pggit_intent') IS NULL")" = t ]; then
        echo 0
    else
        query -d "$database" -c "
            SELECT count(*) FROM public.tb_pggit_intent AS i
            WHERE strpos((
                SELECT coalesce(shobj_description(d.oid, 'pg_database'), '')
                FROM pg_database AS d WHERE d.datname = current_database()
            ), i.id) = 0"
    fi
}
# Also when the story was interrupted: what is there then is the story's.
remember_intents() {
    query -d "$database" -c "
        DO \$\$ BEGIN
            EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), (
                SELECT concat_ws(': ', '$made_by_demo', string_agg(i.id, ' ')) FROM public.tb_pggit_intent AS i
            ));
        END \$\$"
}

if has_database "$database"; then
    comment=$(query -c "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$database'")
    foreign=$(foreign_intents)
    if [ "$foreign" -gt 0 ] && [ "${FRESH:-}" != yes ]; then
        fail "the demo database holds intents that are not the story's: $foreign" \
            "It runs, and they are untouched: make list-intents shows them, make psql looks around." \
            "make demo FRESH=yes begins anew, and keeps that database under another name."
    fi
    if [ "$foreign" -eq 0 ] && [[ $comment == "$made_by_demo"* ]]; then
        say "Replacing the database of the last demo."
        query -c "DROP DATABASE $database WITH (FORCE)"
    else
        kept=${database}_until_$(date +%Y%m%d_%H%M%S)
        say "Keeping the database that was there as $kept." \
            "To drop it: echo 'DROP DATABASE $kept' | make psql"
        query -c "ALTER DATABASE $database RENAME TO $kept"
    fi
fi
query -c "CREATE DATABASE $database" -c "COMMENT ON DATABASE $database IS '$made_by_demo'"

export PGDATABASE=$database
query -f install.sql >/dev/null
query -f tests/demo/shop.sql
unset PGOPTIONS
trap remember_intents EXIT
# fold, because messages of the server have no line breaks.
COLUMNS=$(columns)
export COLUMNS
"$bin/psql" -X -q <tests/demo/story.sql 2>&1 | fold -s -w "$COLUMNS" | sed 's/ *$//'
