#!/usr/bin/env bash
# shadow.sh [NAME]: copies the schema of DATABASE_URL's database, or of the demo database, into a database of the
# private cluster, without its data, and makes it a place to prove in.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
shadow=${1:-pggit_shadow}
source_url=${DATABASE_URL:-}

use_cluster demo
source_url=${source_url:-dbname=$database}
[ "$source_url" != "dbname=$shadow" ] || fail "a database cannot be its own shadow"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say "reading the schema of the source"
"$bin/pg_dump" --schema-only --no-owner --format=custom --file="$work/dump" -d "$source_url"
"$bin/psql" -X -At -d "$source_url" -c "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'" >"$work/roles"
# pggit itself is installed anew: the shadow has a registry of its own.
"$bin/pg_restore" --list "$work/dump" | grep -vE ' pggit_internal | pggit_owner$' >"$work/list"

say "making database $shadow"
PGOPTIONS="-c client_min_messages=warning" "$bin/dropdb" --if-exists --force "$shadow"
"$bin/createdb" "$shadow"
while IFS= read -r role; do
    # Grants name roles; in the shadow they need only exist.
    "$bin/psql" -X -q -d "$shadow" -v ON_ERROR_STOP=1 -v role="$role" <<'SQL'
SELECT format('CREATE ROLE %I NOLOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SQL
done <"$work/roles"
if ! "$bin/pg_restore" --no-owner --use-list="$work/list" -d "$shadow" "$work/dump" 2>"$work/errors"; then
    say "not everything could be copied; what follows is missing in the shadow:"
    cat "$work/errors" >&2
fi
PGDATABASE=$shadow "$bin/psql" -X -q -v ON_ERROR_STOP=1 -f install.sql >/dev/null
PGDATABASE=$shadow "$bin/psql" -X -q -v ON_ERROR_STOP=1 -f sql/psql/shadow_ownership.sql
cat <<EOF
The schema is in database $shadow, without data. Prove two changes there:
  PGOPTIONS='-c statement_timeout=60s' $bin/psql -h $PGHOST -U postgres $shadow
  SELECT outcome, apply_first, reason FROM pggit_prove(ARRAY['ALTER TABLE …'], ARRAY['ALTER TABLE …']);
EOF
