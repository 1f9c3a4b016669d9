-- The story that `make demo` plays, in the shop's database. Fed to psql as standard input from the repository's root,
-- so that the error in it is shown as it would be at psql's prompt.
\set QUIET on
\set ON_ERROR_STOP on
\set SHOW_CONTEXT never
\pset pager off
\pset footer off

\qecho '================================================================================================'
\qecho 'A shop with customers, products, orders and order_items. Five agents are about to change it,'
\qecho 'each on a branch of its own. None has written code yet: first they declare the DDL they plan.'
\qecho '================================================================================================'
\qecho
\qecho '1. claude-payments wants card payments. Nobody else is there, so nothing collides.'
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

\qecho '2. claude-auth moves e-mail addresses to a table for logins. Both change customers: a warning, for'
\qecho '   the two changes get along. Whoever comes second is told, and is conflicted until it is settled.'
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

\qecho '3. codex-search asks before it registers. Checking writes nothing.'
\qecho
\set agent codex-search
\set feature 'Search by e-mail'
SELECT $ddl$
        CREATE INDEX idx_customers_email_lower ON customers (lower(email));$ddl$ AS ddl \gset
SELECT format(
    E'    SELECT * FROM pggit_check_conflicts(%L, %L, ARRAY[$$\n%s\n    $$]);\n',
    :'agent', :'feature', btrim(:'ddl', E'\n')
) AS call \gset
\qecho :call
\i sql/psql/check.sql

\qecho '   An index on a column that another agent drops: an error. It registers all the same, so that'
\qecho '   everybody sees it, and tries to start.'
\qecho
\i tests/demo/declare.sql
\set search :new_id
\set ON_ERROR_STOP off
\set call 'SELECT pggit_mark_in_progress(' :'search' ', changed_by => ''codex-search'')'
\qecho '   ' :call
\qecho
:call;
\set refused :LAST_ERROR_SQLSTATE
\set ON_ERROR_STOP on
\qecho
\qecho '   Refused, with SQLSTATE' :refused
\qecho

\qecho '4. The two agree, and a coordinator records what was decided. That frees codex-search.'
\qecho
SELECT c.id AS conflict FROM pggit_get_conflicts(:'search') AS c
WHERE c.severity = 'error' AND c.intent_a = :'search' ORDER BY c.id LIMIT 1 \gset
\set notes 'search goes first, auth waits until it reads logins'
\set by schema-lead
SELECT format(
    E'    SELECT pggit_resolve_conflict(%s, %L,\n        reviewed_by => %L);\n', :'conflict', :'notes', :'by'
) AS call \gset
\qecho :call
\i sql/psql/resolve.sql
\set call 'SELECT agent_id, status FROM pggit_mark_in_progress(' :'search' ', changed_by => ''codex-search'')'
\qecho '   ' :call
\qecho
:call;

\qecho '5. claude-refunds needs the table payments, which so far only claude-payments has declared.'
\qecho
\set agent claude-refunds
\set feature refunds
SELECT $ddl$
        ALTER TABLE payments ADD COLUMN refunded_at timestamptz;$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set refunds :new_id

\qecho '   It can only be applied after the other. So when claude-payments reaches merged, the conflict'
\qecho '   falls away by itself.'
\qecho
\set call 'SELECT agent_id, status FROM pggit_mark_in_progress(' :'payments' ', changed_by => ''claude-payments'')'
\qecho '   ' :call
\qecho
:call;
\set call 'SELECT agent_id, status FROM pggit_mark_completed(' :'payments' ', ''tests pass'', ''claude-payments'')'
\qecho '   ' :call
\qecho
:call;
\set call 'SELECT agent_id, status FROM pggit_mark_merged(' :'payments' ', ''released'', ''claude-payments'')'
\qecho '   ' :call
\qecho
:call;
\set call 'SELECT id, agent_id, status, conflicts_with FROM pggit_get_intent(' :'refunds' ')'
\qecho '   ' :call
\qecho
:call;

\qecho '6. Two want another type for the same price. Only one of them can have it.'
\qecho
\set agent claude-pricing
\set feature 'Prices in cents'
SELECT $ddl$
        ALTER TABLE products ALTER COLUMN price TYPE bigint USING (price * 100)::bigint;$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set pricing :new_id
\set agent codex-catalog
\set feature 'Large prices'
SELECT $ddl$
        ALTER TABLE products ALTER COLUMN price TYPE numeric(14, 2);$ddl$ AS ddl \gset
\i tests/demo/declare.sql
\set catalog :new_id

\qecho '   claude-pricing gives its plan up, and codex-catalog is free.'
\qecho
\set intent :pricing
\set reason 'cents can wait'
\set by claude-pricing
SELECT format(
    E'    SELECT pggit_mark_abandoned(%L, reason => %L,\n        changed_by => %L);\n', :'intent', :'reason', :'by'
) AS call \gset
\qecho :call
\i sql/psql/abandon.sql

\qecho '7. Where things stand, and the one conflict that is still open: a warning, which stops nobody.'
\qecho
\unset agent
\set agent ''
\set status ''
\set table ''
\i sql/psql/list_intents.sql
\set intent ''
\i sql/psql/conflicts.sql

\qecho '8. What happened, in order. The history only grows: UPDATE, DELETE and TRUNCATE on it are refused.'
\qecho
\pset format wrapped
\pset columns 98
\pset border 0
\pset footer off
\set call 'SELECT agent_id, event, reason, changed_by FROM v_pggit_timeline ORDER BY changed_at'
\qecho '   ' :call
\qecho
:call;

\qecho 'What next?'
\qecho '  make psql           look around: SELECT * FROM v_pggit_intent;  the shop is in the same database'
\qecho '  make help           the commands: make register, make check, make conflicts ...'
\qecho '  make stop           stops the database, make clean removes it'
