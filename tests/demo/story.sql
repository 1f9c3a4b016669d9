-- The story that `make demo` plays, in the shop's database. psql reads it as standard input, in the repository's root,
-- so that the error in it is shown as it would be at psql's prompt. Its lines are at most 78 columns wide.
\set QUIET on
\set ON_ERROR_STOP on
\set SHOW_CONTEXT never
\pset pager off
\pset footer off

\qecho '=============================================================================='
\qecho 'A shop has the tables customers, products, orders and order_items. Six agents'
\qecho 'are about to change them, each on a branch of its own. None has written code'
\qecho 'yet: first they declare the DDL that they plan.'
\qecho '=============================================================================='
\qecho
\qecho '1. claude-payments adds card payments. It is the first one: nothing collides.'
\qecho
\set agent claude-payments
\set feature stripe_integration
SELECT $ddl$
        ALTER TABLE customers ADD COLUMN stripe_id text;
        CREATE TABLE payments (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            order_id bigint NOT NULL REFERENCES orders (id),
            amount numeric(10, 2) NOT NULL
        );$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set payments :new_id

\qecho '2. claude-auth moves e-mail addresses to a table for logins. Both change the'
\qecho '   table customers, but the two changes get along: that is a warning. The'
\qecho '   second agent is told, and stays conflicted until somebody settles it.'
\qecho
\set agent claude-auth
\set feature oauth2
SELECT $ddl$
        CREATE TABLE logins (
            customer_id bigint NOT NULL REFERENCES customers (id),
            email text PRIMARY KEY
        );
        ALTER TABLE customers DROP COLUMN email;$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set auth :new_id

\qecho '3. codex-search checks before it registers. A check writes nothing.'
\qecho
\set agent codex-search
\set feature 'Search by e-mail'
SELECT $ddl$
        CREATE INDEX idx_customers_email_lower ON customers (lower(email));$ddl$ AS ddl \gset
SELECT format(
    E'    SELECT * FROM pggit_check_conflicts(%L, %L,\n        ARRAY[$$\n%s\n    $$]);\n',
    :'agent', :'feature', btrim(:'ddl', E'\n')
) AS call \gset
\qecho :call
\i sql/psql/check.sql

\qecho '   It needs a column that another agent drops: that is an error. It registers'
\qecho '   all the same, so that everybody sees its plan, and tries to start.'
\qecho
\i tests/demo/declare.sql
\set search :new_id
\set ON_ERROR_STOP off
SELECT format(
    E'SELECT pggit_mark_in_progress(%L,\n        changed_by => %L);', :'search', 'codex-search'
) AS call \gset
\qecho '   ' :call
\qecho
:call
\set refused :LAST_ERROR_SQLSTATE
\set ON_ERROR_STOP on
\qecho
\qecho '   Refused, with SQLSTATE' :refused
\qecho

\qecho '4. The two agents agree, and a coordinator records what they decided. That'
\qecho '   frees codex-search.'
\qecho
SELECT c.id AS conflict
FROM pggit_get_conflicts(:'search') AS c
WHERE c.severity = 'error' AND c.intent_a = :'search'
ORDER BY c.id LIMIT 1 \gset
\set notes 'search goes first, auth waits until it reads logins'
\set by schema-lead
SELECT format(
    E'    SELECT pggit_resolve_conflict(%s,\n        %L,\n        reviewed_by => %L);\n', :'conflict', :'notes', :'by'
) AS call \gset
\qecho :call
\i sql/psql/resolve.sql
SELECT format(
    E'SELECT agent_id, status FROM pggit_mark_in_progress(%L,\n        changed_by => %L);', :'search', 'codex-search'
) AS call \gset
\qecho '   ' :call
\qecho
:call

\qecho '5. claude-refunds needs the table payments, which claude-payments has declared'
\qecho '   and nobody has made yet.'
\qecho
\set agent claude-refunds
\set feature refunds
SELECT $ddl$
        ALTER TABLE payments ADD COLUMN refunded_at timestamptz;$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set refunds :new_id

\qecho '   It can only be applied after the other one. So when claude-payments is'
\qecho '   merged, the conflict falls away by itself.'
\qecho
SELECT format(
    E'SELECT agent_id, status FROM pggit_mark_in_progress(%L,\n        changed_by => %L);',
    :'payments', 'claude-payments'
) AS call \gset
\qecho '   ' :call
\qecho
:call
SELECT format(
    E'SELECT agent_id, status FROM pggit_mark_completed(%L,\n        %L, %L);',
    :'payments', 'tests pass', 'claude-payments'
) AS call \gset
\qecho '   ' :call
\qecho
:call
SELECT format(
    E'SELECT agent_id, status FROM pggit_mark_merged(%L,\n        %L, %L);', :'payments', 'released', 'claude-payments'
) AS call \gset
\qecho '   ' :call
\qecho
:call
SELECT format(
    E'SELECT id, agent_id, status, conflicts_with\n    FROM pggit_get_intent(%L);', :'refunds'
) AS call \gset
\qecho '   ' :call
\qecho
:call

\qecho '6. Two agents want different types for the same column.'
\qecho
\set agent claude-pricing
\set feature 'Prices in cents'
SELECT $ddl$
        ALTER TABLE products
            ALTER COLUMN price TYPE bigint USING (price * 100)::bigint;$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set pricing :new_id
\set agent codex-catalog
\set feature 'Large prices'
SELECT $ddl$
        ALTER TABLE products ALTER COLUMN price TYPE numeric(14, 2);$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set catalog :new_id

\qecho '   claude-pricing gives up its plan, and that frees codex-catalog.'
\qecho
\set intent :pricing
\set reason 'cents can wait'
\set by claude-pricing
SELECT format(
    E'    SELECT pggit_mark_abandoned(%L, reason => %L,\n        changed_by => %L);\n', :'intent', :'reason', :'by'
) AS call \gset
\qecho :call
\i sql/psql/abandon.sql

\qecho '7. This is where things stand. One conflict is still open: a warning, which'
\qecho '   stops nobody.'
\qecho
\unset agent
\set agent ''
\set status ''
\set table ''
\i sql/psql/list_intents.sql
\set intent ''
\i sql/psql/conflicts.sql

\qecho '8. This is what happened, in order. The history only grows: nobody can change'
\qecho '   or delete what is in it.'
\qecho
\qecho '    SELECT agent_id, event, reason FROM v_pggit_timeline ORDER BY changed_at;\n'
SELECT jsonb_agg(
    jsonb_build_array(0, 42, rpad(agent_id, 16) || rpad(event, 26) || coalesce(reason, '')) ORDER BY changed_at
) AS lines
FROM v_pggit_timeline \gset
\pset tuples_only on
\pset border 0
\i sql/psql/parts/print_lines.sql

\qecho 'What next?'
\qecho '  make psql    look around; the shop and the intents are in one database'
\qecho '  make help    the commands: make register, make check, make conflicts ...'
\qecho '  make stop    stops the database; make start starts it again, with its data'
\qecho '  make clean   removes it'
\qecho 'To install it in a database of yours, as a superuser:'
\qecho '  psql -X -q -o /dev/null -f install.sql YOUR_DATABASE'
