-- Shows one intent: what it declares, its open conflicts with suggestions, its history.
--   psql -v intent=int_0123456789ab -f sql/psql/status.sql
-- Mandatory: intent (its id, or the beginning of it)
-- Optional:  format=json
\set ON_ERROR_STOP on
\ir parts/begin.sql
\if :{?intent} \else \set missing :missing '  intent' \endif
\set example 'psql -v intent=int_0123456789ab -f sql/psql/status.sql\n'
\set example :example 'make status INTENT=int_0123456789ab'
\ir parts/complete.sql

SELECT public.pggit_intent_status(:'intent') AS document \gset
\if :json
    \qecho :document
\else
    \ir parts/box.sql
    SELECT :'document'::jsonb -> 'open_conflicts' AS conflicts \gset
    \ir parts/conflict_lines.sql
    SELECT
        :'box'::jsonb
        || coalesce((
            SELECT jsonb_agg(jsonb_build_array(0, 17, 'Risk because     ' || r.reason) ORDER BY r.place)
            FROM jsonb_array_elements_text(d.intent #> '{risk_reasons}') WITH ORDINALITY AS r (reason, place)
            WHERE r.place <= 5
        ), '[]')
        || jsonb_build_array(
            jsonb_build_array(0, 17, CASE WHEN d.intent ->> 'revision' <> '1'
                THEN format('Revision         %s (the earlier ones: v_pggit_revision)', d.intent ->> 'revision') END),
            jsonb_build_array(0, 17, 'Superseded by    ' || (d.intent ->> 'superseded_by')),
            jsonb_build_array(0, 17, 'Duration         ' || (d.intent ->> 'estimated_duration_ms') || ' ms estimated'),
            jsonb_build_array(0, 17, 'Metadata         ' || nullif(d.intent -> 'metadata', '{}')::text)
        )
        || '[[0, 0, ""], [0, 0, "Declared"]]'
        -- The beginning of the DDL, line by line.
        || (
            SELECT jsonb_agg(jsonb_build_array(2, 4, CASE WHEN t.place = 21 THEN '... (all of it: -v format=json)'
                ELSE t.line END) ORDER BY t.place)
            FROM (
                SELECT replace(left(s.line, 400), E'\t', '    ') AS line,
                    row_number() OVER (ORDER BY c.place, s.place) AS place
                FROM jsonb_array_elements_text(d.intent -> 'schema_changes') WITH ORDINALITY AS c (text, place)
                CROSS JOIN LATERAL regexp_split_to_table(left(btrim(c.text, E' \n\r\t'), 20000),
                    '\r?\n') WITH ORDINALITY AS s (line, place)
                WHERE s.line ~ '\S'
            ) AS t
            WHERE t.place <= 21
        )
        || '[[0, 0, ""]]'
        || CASE WHEN :'conflicts' = '[]' THEN '[[0, 0, "No open conflicts"], [0, 0, ""]]'
            ELSE :'conflict_lines'::jsonb END
        || '[[0, 0, "History"]]'
        || (
            SELECT jsonb_agg(jsonb_build_array(2, 23, format(
                '%s  %s by %s%s%s', to_char(h.changed_at, 'YYYY-MM-DD HH24:MI:SS'),
                    concat_ws(', ', 'amended to revision ' || h.revision, CASE
                    WHEN h.revision IS NULL
                        OR h.old_status <> h.new_status THEN coalesce(h.old_status || ' -> ', '') || h.new_status
                END),
                h.changed_by, CASE WHEN h.db_role IN (h.changed_by, '') THEN ''
                    ELSE format(' (role %s)', h.db_role) END, ': ' || h.reason
            )) ORDER BY h.id)
            FROM jsonb_to_recordset(d.history) AS h (
                id bigint, old_status text, new_status text, reason text, changed_by text, changed_at timestamptz,
                    db_role text, revision integer
            )
        ) AS lines
    FROM (SELECT :'document'::jsonb -> 'intent' AS intent, :'document'::jsonb -> 'history' AS history) AS d \gset
    \ir parts/print_lines.sql
\endif
\ir parts/end.sql
