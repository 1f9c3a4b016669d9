-- Declares planned DDL and shows what it collides with.
--   psql -v agent=claude-payments -v feature=stripe_integration -v ddl_file=change.sql -f sql/psql/register.sql
-- Mandatory: agent, feature, and one of ddl (a text), ddl_file (a path; - is standard input).
-- Optional:  tables (names separated by commas), duration_ms, risk (low, medium, high), metadata (a JSON object),
--            idempotency_key (trying again with the same one returns the first intent), format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?agent} \else \set missing :missing '  agent' \endif
\if :{?feature} \else \set missing :missing '  feature' \endif
\ir parts/read_ddl.sql
\set example 'psql -v agent=claude-payments -v feature=stripe_integration -v ddl_file=change.sql'
\set example :example ' -f sql/psql/register.sql\n'
\set example :example 'make register AGENT=claude-payments FEATURE=stripe_integration DDL_FILE=change.sql'
\ir parts/complete.sql

\if :json
\else
    -- What the messages say is printed below.
    SET client_min_messages = error;
\endif
-- Who writes nothing gets no transaction number: so it was registered before.
SELECT r.id AS new_id, pg_current_xact_id_if_assigned() IS NULL AS registered_before
FROM public.pggit_register_intent(
    agent_id => :'agent',
    feature_name => :'feature',
    schema_changes => ARRAY[:'declared'],
    tables_affected => nullif(:'table_names', '')::text[],
    estimated_duration_ms => nullif(:'duration_ms', '')::integer,
    risk_level => nullif(:'risk', ''),
    metadata => coalesce(nullif(:'metadata', ''), '{}')::jsonb,
    idempotency_key => nullif(:'idempotency_key', '')
) AS r \gset
RESET client_min_messages;

SELECT public.pggit_intent_status(:'new_id') AS document \gset
\if :json
    \qecho :document
\else
    \ir parts/box.sql
    SELECT :'box'::jsonb || CASE
        WHEN :'registered_before'
            THEN '[[0, 0, "Registered before with this idempotency key; nothing was written."]]'
                ELSE '[]'::jsonb END AS box \gset
    SELECT :'box'::jsonb || '[[0, 0, ""]]'
        || coalesce(c.head || c.lines, '[[0, 0, "No conflicts with existing intents."]]') AS lines
    FROM (
        SELECT
            jsonb_build_array(jsonb_build_array(0, 0, format(
                'WARNING: %s with existing intents', CASE count(*) WHEN 1 THEN '1 conflict'
                    ELSE count(*) || ' conflicts' END
            ))) AS head,
            jsonb_agg(jsonb_build_array(2, 4, format(
                '%s: %s [%s] with %s (%s, %s): %s',
                r.conflict_type,
                (SELECT string_agg(o.name, ', ') FROM jsonb_array_elements_text(r.affected_objects) AS o (name)),
                r.severity, r.agent_b, r.feature_b, r.branch_b,
                replace(r.resolution_suggestions ->> 0, format('`%s` (%s, %s)', r.agent_b, r.feature_b, r.branch_b),
                    format('`%s`', r.agent_b))
            )) ORDER BY r.id) AS lines
        FROM jsonb_to_recordset(:'document'::jsonb -> 'open_conflicts') AS r (
            id bigint, conflict_type text, affected_objects jsonb, severity text, intent_a text,
            agent_b text, feature_b text, branch_b text, resolution_suggestions jsonb
        )
        WHERE r.intent_a = :'new_id'
    ) AS c \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
