-- Records what was decided about a conflict and closes it.
--   psql -v conflict=3 -v notes='auth goes first' -f sql/psql/resolve.sql
-- Mandatory: conflict (its number), notes
-- Optional:  by (who decided), resolution (one_after_the_other, scope_changed, risk_accepted, joined_forces),
--            apply_first (with one_after_the_other: the id of the intent that goes first), severity (warning, error),
--            reviewed=false (leaves it open, or reopens it), format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?conflict} \else \set missing :missing '  conflict' \endif
\if :{?notes} \else \set missing :missing '  notes' \endif
\set example 'psql -v conflict=3 -v notes=''auth goes first'' -f sql/psql/resolve.sql\n'
\set example :example 'make resolve CONFLICT=3 NOTES=''auth goes first'''
\ir parts/complete.sql

SELECT to_jsonb(r) AS resolved
FROM public.pggit_resolve_conflict(
    conflict_id => nullif(:'conflict', '')::bigint,
    resolution_notes => :'notes',
    reviewed_by => nullif(:'by', ''),
    severity => nullif(:'severity', ''),
    reviewed => coalesce(nullif(:'reviewed', '')::boolean, true),
    resolution => nullif(:'resolution', ''),
    apply_first => nullif(:'apply_first', '')
) AS r \gset
SELECT jsonb_build_object('conflict', :'resolved'::jsonb, 'intent', s.status -> 'intent', 'open_conflicts',
    s.status -> 'open_conflicts') AS document
FROM public.pggit_intent_status(:'resolved'::jsonb ->> 'intent_a') AS s (status) \gset
\if :json
    \qecho :document
\else
    SELECT jsonb_build_array(
        jsonb_build_array(0, 2, format(
            'Conflict %s (%s, %s) %s by %s%s: %s', d.conflict ->> 'id', d.conflict ->> 'conflict_type',
                d.conflict ->> 'severity',
            CASE WHEN (d.conflict ->> 'reviewed')::boolean THEN 'resolved' ELSE 'left open' END,
            d.conflict ->> 'reviewed_by', ', ' || replace(d.conflict ->> 'resolution', '_', ' '),
                d.conflict ->> 'resolution_notes'
        )),
        jsonb_build_array(0, 2, CASE WHEN d.conflict ->> 'resolution' = 'one_after_the_other'
            THEN format('  %s goes first: the other one cannot be marked merged while it is active',
                d.conflict ->> 'apply_first') END),
        jsonb_build_array(0, 2, format(
            'Intent %s of %s (%s, %s) is now %s%s', d.intent ->> 'id', d.intent ->> 'agent_id',
                d.intent ->> 'feature_name',
            d.intent ->> 'branch_name', d.intent ->> 'status', CASE d.still_open
                WHEN 0 THEN ', without open conflicts of its own' WHEN 1 THEN ', with 1 open conflict of its own'
                ELSE format(', with %s open conflicts of its own', d.still_open)
            END
        ))
    ) AS lines
    FROM (
        SELECT
            :'document'::jsonb -> 'conflict' AS conflict,
            :'document'::jsonb -> 'intent' AS intent,
            (
                SELECT count(*) FROM jsonb_array_elements(:'document'::jsonb -> 'open_conflicts') AS o (row)
                WHERE o.row ->> 'intent_a' = :'document'::jsonb #>> '{intent,id}'
            ) AS still_open
    ) AS d \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
