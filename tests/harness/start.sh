#!/usr/bin/env bash
# Starts the demo's cluster as it was when it was stopped.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

find_demo || no_demo
use_cluster demo
has_database "$database" || no_demo
query() { "$bin/psql" -X -At -d "$database" -c "$1"; }
if [ "$(query "SELECT to_regclass('public.tb_pggit_intent') IS NULL")" = t ]; then
    say "the demo database runs, without pggit: make install installs it"
else
    say "the demo database runs, with $(query 'SELECT count(*) FROM public.tb_pggit_intent') intents" \
        "(make list-intents, make psql)"
fi
