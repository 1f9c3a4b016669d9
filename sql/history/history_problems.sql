CREATE OR REPLACE FUNCTION pggit_internal.history_problems(p_seal bytea) RETURNS TABLE (
    result text, table_name text, chain text, chain_no integer, history_id bigint, detail text
)
LANGUAGE sql STABLE PARALLEL SAFE
-- Every join here is of many rows with many: with a wrong guess of the planner it would be quadratic. The costs that this
-- gives the plan would start the compiler, which takes seconds.
SET search_path = pg_catalog, pg_temp SET enable_nestloop = off SET jit = off
AS $function$
    WITH seal AS (
        SELECT
            s.seal_no, s.sealed_at, s.in_progress, s.history_rows, s.seal_hash,
            s.seal_no <> row_number() OVER w AS is_after_a_gap,
            s.seal_hash IS DISTINCT FROM pggit_internal.seal_hash(s)
            OR s.previous_hash IS DISTINCT FROM lag(s.seal_hash) OVER w AS is_changed
        FROM public.tb_pggit_seal AS s
        WINDOW w AS (ORDER BY s.seal_no)
    ),
    -- The seal to compare with: the one given; without one, or when nothing is left of it, the last.
    reference AS (
        SELECT s.* FROM seal AS s ORDER BY s.seal_hash = p_seal DESC, s.seal_no DESC LIMIT 1
    ),
    sealed AS MATERIALIZED (
        SELECT c.seal_no, c.kind, c.chain, c.first_no + n.place - 1 AS chain_no, substr(c.bodies, n.place * 32 - 31, 32) AS body
        FROM pggit_internal.sealed_chain AS c
        CROSS JOIN LATERAL generate_series(1, length(c.bodies) / 32) AS n (place)
    ),
    actual AS MATERIALIZED (
        SELECT
            r.*,
            row_number() OVER w AS place,
            lag(r.row_hash) OVER w AS hash_before,
            lead(r.chain_no) OVER w IS NULL AS is_last
        FROM pggit_internal.chain_links(false) AS r
        WINDOW w AS (PARTITION BY r.kind, r.chain ORDER BY r.chain_no, r.history_id)
    ),
    actual_chain AS (
        SELECT a.kind, a.chain, max(a.chain_no) AS last_no FROM actual AS a GROUP BY a.kind, a.chain
    ),
    actual_body AS (
        SELECT a.kind, a.chain, a.body, min(a.chain_no) AS chain_no FROM actual AS a GROUP BY a.kind, a.chain, a.body
    ),
    sealed_body AS (
        SELECT s.kind, s.chain, s.body, min(s.chain_no) AS chain_no FROM sealed AS s GROUP BY s.kind, s.chain, s.body
    ),
    compared AS (
        SELECT
            coalesce(s.kind, a.kind) AS kind,
            coalesce(s.chain, a.chain) AS chain,
            coalesce(s.chain_no, a.chain_no) AS chain_no,
            s.seal_no, s.body AS sealed_body, a.body AS actual_body, a.history_id, a.changed_at, a.transaction_id
        FROM sealed AS s
        FULL JOIN actual AS a ON a.kind = s.kind AND a.chain = s.chain AND a.chain_no = s.chain_no
    ),
    -- In each chain the first row that is not the one that was sealed.
    difference AS (
        SELECT DISTINCT ON (c.kind, c.chain) c.*
        FROM compared AS c
        WHERE c.seal_no IS NOT NULL AND c.sealed_body IS DISTINCT FROM c.actual_body
        ORDER BY c.kind, c.chain, c.chain_no
    ),
    problem AS (
        SELECT
            1 AS evidence, d.kind, d.chain, d.chain_no,
            CASE WHEN f.result IN ('changed', 'inserted') THEN d.history_id END AS history_id,
            f.result, format('%s (seal %s)', f.detail, d.seal_no) AS detail
        FROM difference AS d
        LEFT JOIN actual_chain AS l ON l.kind = d.kind AND l.chain = d.chain
        LEFT JOIN actual_body AS e ON e.kind = d.kind AND e.chain = d.chain AND e.body = d.sealed_body
        LEFT JOIN sealed_body AS o ON o.kind = d.kind AND o.chain = d.chain AND o.body = d.actual_body
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN l.last_no IS NULL THEN ARRAY['removed', 'the whole chain is gone']
                WHEN d.chain_no > l.last_no THEN ARRAY['removed', 'the chain ends before it']
                WHEN d.actual_body IS NULL THEN ARRAY['removed', 'no row has this number']
                WHEN e.body IS NOT NULL AND o.body IS NOT NULL
                    THEN ARRAY['moved', format('the row sealed here stands at %s, the one here was sealed at %s', e.chain_no, o.chain_no)]
                WHEN e.body IS NOT NULL THEN ARRAY['inserted', format('the row sealed here stands at %s', e.chain_no)]
                WHEN o.body IS NOT NULL THEN ARRAY['removed', format('the row that stands here was sealed at %s', o.chain_no)]
                ELSE ARRAY['changed', 'another row was sealed here']
            END
        ) AS v (words)
        CROSS JOIN LATERAL (SELECT v.words[1], v.words[2]) AS f (result, detail)
        UNION ALL
        SELECT
            3 AS evidence, a.kind, a.chain, least(a.chain_no, a.place) AS chain_no,
            CASE WHEN a.chain_no <= a.place THEN a.history_id END AS history_id,
            CASE WHEN a.chain_no > a.place THEN 'removed' WHEN a.chain_no < a.place THEN 'inserted' ELSE 'changed' END AS result,
            CASE
                WHEN a.chain_no > a.place THEN format('the chain goes on with %s', a.chain_no)
                WHEN a.chain_no < a.place THEN 'two rows have this number'
                WHEN a.previous_hash IS DISTINCT FROM a.hash_before THEN 'it is not linked to the row that stands before it'
                ELSE 'its row_hash is not the hash of what it says'
            END AS detail
        FROM actual AS a
        WHERE a.chain_no IS DISTINCT FROM a.place
            OR a.previous_hash IS DISTINCT FROM a.hash_before
            OR a.row_hash IS DISTINCT FROM pggit_internal.link_hash(a.chain_no, a.previous_hash, a.body)
        UNION ALL
        SELECT
            2 AS evidence, c.kind, c.chain, c.chain_no, c.history_id, 'inserted' AS result,
            format('it claims to be older than seal %s, which does not have it', r.seal_no) AS detail
        FROM compared AS c
        JOIN reference AS r ON c.changed_at < r.sealed_at
        WHERE c.actual_body IS NOT NULL
            AND (c.seal_no IS NULL OR c.seal_no > r.seal_no)
            AND (c.transaction_id IS NULL OR c.transaction_id <> ALL(r.in_progress))
    ),
    -- What the chains are about must be what they say: an intent as it was registered or last amended, the others as they are.
    told AS (
        SELECT DISTINCT ON (a.kind, a.chain) a.kind, a.chain, a.content_hash
        FROM actual AS a
        WHERE CASE a.kind WHEN 'intent' THEN a.place = 1 OR a.content_hash IS NOT NULL ELSE a.is_last END
        ORDER BY a.kind, a.chain, a.place DESC
    ),
    subject AS (
        SELECT
            coalesce(s.kind, t.kind) AS kind,
            coalesce(s.chain, t.chain) AS chain,
            CASE WHEN s.chain IS NULL THEN 'removed' WHEN t.chain IS NULL THEN 'inserted' ELSE 'changed' END AS result,
            s.table_name,
            CASE
                WHEN s.chain IS NULL THEN 'its history is there, the row is not'
                WHEN t.chain IS NULL THEN 'it has no history'
                ELSE 'it is not as its history says'
            END AS detail
        FROM pggit_internal.chain_subjects() AS s
        FULL JOIN told AS t ON t.kind = s.kind AND t.chain = s.chain
        WHERE s.content_hash IS DISTINCT FROM t.content_hash
        UNION ALL
        SELECT
            'intent' AS kind, i.id AS chain, 'changed' AS result, 'tb_pggit_intent' AS table_name,
            format('its status is %s, and its history ends with %s', i.status, h.new_status) AS detail
        FROM public.tb_pggit_intent AS i
        JOIN actual AS a ON a.kind = 'intent' AND a.chain = i.id AND a.is_last
        JOIN public.tb_pggit_intent_history AS h ON h.id = a.history_id
        WHERE i.status <> h.new_status
        UNION ALL
        SELECT
            'intent' AS kind, i.id AS chain, 'changed' AS result, 'tb_pggit_intent' AS table_name,
            format('it is superseded by %s, and its history ends with %s',
                   coalesce(i.superseded_by, 'nothing'), coalesce(h.superseded_by, 'nothing')) AS detail
        FROM public.tb_pggit_intent AS i
        JOIN actual AS a ON a.kind = 'intent' AND a.chain = i.id AND a.is_last
        JOIN public.tb_pggit_intent_history AS h ON h.id = a.history_id
        WHERE i.superseded_by IS DISTINCT FROM h.superseded_by
    ),
    found AS (
        SELECT
            p.evidence, p.kind, p.result, format('tb_pggit_%s_history', p.kind) AS table_name, p.chain, p.chain_no, p.history_id, p.detail
        FROM problem AS p
        UNION ALL
        SELECT
            4 AS evidence, s.kind, s.result,
            coalesce(s.table_name, CASE s.kind WHEN 'setting' THEN split_part(s.chain, ': ', 1) ELSE format('tb_pggit_%s', s.kind) END)
                AS table_name,
            s.chain, NULL AS chain_no, NULL AS history_id, s.detail
        FROM subject AS s
    ),
    first_found AS (
        SELECT DISTINCT ON (f.kind, f.chain) f.*
        FROM found AS f
        ORDER BY f.kind, f.chain, f.chain_no NULLS LAST, f.evidence
    ),
    broken_seal AS (
        SELECT
            CASE WHEN s.is_after_a_gap THEN 'removed' ELSE 'changed' END AS result,
            s.seal_no - s.is_after_a_gap::integer AS seal_no,
            'the record of the seal is not as it was: rows are compared with what is left of it' AS detail
        FROM seal AS s
        WHERE s.is_after_a_gap OR s.is_changed
        ORDER BY s.seal_no
        LIMIT 1
    )
    SELECT u.result, u.table_name, u.chain, u.chain_no, u.history_id, u.detail
    FROM (
        SELECT
            0 AS rank, 'unknown seal' AS result, 'tb_pggit_seal' AS table_name, NULL AS chain, NULL::integer AS chain_no,
            NULL::bigint AS history_id,
            'no seal here has this hash: the record of the seals was changed or removed, or the hash is of another database' AS detail
        WHERE p_seal IS NOT NULL AND NOT EXISTS (SELECT FROM seal AS s WHERE s.seal_hash = p_seal)
        UNION ALL
        SELECT
            1 AS rank, b.result, 'tb_pggit_seal' AS table_name, b.seal_no::text AS chain, NULL AS chain_no, NULL AS history_id, b.detail
        FROM broken_seal AS b
        UNION ALL
        SELECT 2 AS rank, f.result, f.table_name, f.chain, f.chain_no, f.history_id, f.detail FROM first_found AS f
        UNION ALL
        SELECT
            3 AS rank, 'verified' AS result, NULL AS table_name, NULL AS chain, NULL AS chain_no, NULL AS history_id,
            format('%s rows in %s chains; %s', (SELECT count(*) FROM actual), (SELECT count(*) FROM actual_chain), CASE
                WHEN p_seal IS NULL THEN 'no seal was given, so this says only that nothing breaks a chain'
                ELSE (SELECT format('%s of them are under seal %s of %s UTC', r.history_rows, r.seal_no,
                                    to_char(r.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')) FROM reference AS r)
            END) AS detail
    ) AS u
    WHERE u.rank < 3 OR NOT EXISTS (SELECT FROM first_found) AND NOT EXISTS (SELECT FROM broken_seal)
        AND (p_seal IS NULL OR EXISTS (SELECT FROM seal AS s WHERE s.seal_hash = p_seal))
    ORDER BY u.rank, u.table_name, u.history_id, u.chain;
$function$;
COMMENT ON FUNCTION pggit_internal.history_problems(bytea) IS
'pggit_verify_history() for the bytes of a seal''s hash, in one pass over the histories.';
