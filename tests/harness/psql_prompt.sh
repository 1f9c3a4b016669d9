#!/usr/bin/env bash
# psql for people: rows that are too wide are shown upright, and at a terminal three lines say what to try.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ -z "${DATABASE_URL:-}" ]; then find_demo || no_demo; fi
if [ -t 0 ] && [ -t 1 ]; then
    echo "Try:  SELECT * FROM v_pggit_intent;           -- what everybody plans"
    echo "      SELECT * FROM v_pggit_open_conflict;    -- what collides, and what to do"
    echo "      SELECT * FROM pggit_check_conflicts('me', 'mine', '{DROP TABLE orders}');"
fi
# psql reads ~/.psqlrc after these, so a person's own settings win.
exec "$harness/psql.sh" started -P expanded=auto -v SHOW_CONTEXT=never
