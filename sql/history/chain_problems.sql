CREATE OR REPLACE FUNCTION pggit_internal.difference_from_seal(
    p_chain_no integer, p_last_no integer, p_is_there boolean, p_stands_at integer, p_sealed_at integer
) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN p_last_no IS NULL THEN ARRAY['removed', 'the whole chain is gone']
    WHEN p_chain_no > p_last_no THEN ARRAY['removed', 'the chain ends before it']
    WHEN NOT p_is_there THEN ARRAY['removed', 'no row has this number']
    WHEN p_stands_at IS NOT NULL AND p_sealed_at IS NOT NULL
        THEN ARRAY['moved', format(
            'the row sealed here stands at %s, the one here was sealed at %s', p_stands_at, p_sealed_at
        )]
    WHEN p_stands_at IS NOT NULL THEN ARRAY['inserted', format('the row sealed here stands at %s', p_stands_at)]
    WHEN p_sealed_at IS NOT NULL THEN ARRAY['removed', format('the row that stands here was sealed at %s', p_sealed_at)]
    ELSE ARRAY['changed', 'another row was sealed here']
END;
COMMENT ON FUNCTION pggit_internal.difference_from_seal(integer, integer, boolean, integer, integer) IS
'How a link differs from what was sealed at its number, as {result, detail}: the chain''s last number, whether a link '
'has this number, where the sealed row stands now, where the row here was sealed.';

CREATE OR REPLACE FUNCTION pggit_internal.chain_problems(p_seal bytea) RETURNS TABLE (
    evidence integer, kind text, chain text, chain_no integer, history_id bigint, result text, detail text
)
LANGUAGE sql STABLE PARALLEL SAFE
-- Every join here is of many rows with many: with a wrong guess of the planner it would be quadratic. The costs that
-- this gives the plan would start the compiler, which takes seconds.
SET search_path = pg_catalog, pg_temp SET enable_nestloop = off SET jit = off
AS $function$
    WITH sealed AS MATERIALIZED (
        SELECT
            c.seal_no, c.kind, c.chain, c.first_no + n.place - 1 AS chain_no,
            substr(c.bodies, n.place * 32 - 31, 32) AS body
        FROM pggit_internal.sealed_chain AS c
        CROSS JOIN LATERAL generate_series(1, length(c.bodies) / 32) AS n (place)
    ),

    actual AS MATERIALIZED (
        SELECT l.*, row_number() OVER w AS place, lag(l.row_hash) OVER w AS hash_before
        FROM pggit_internal.chain_links(false) AS l
        WINDOW w AS (PARTITION BY l.kind, l.chain ORDER BY l.chain_no, l.history_id)
    ),

    compared AS (
        SELECT
            coalesce(s.kind, a.kind) AS kind, coalesce(s.chain, a.chain) AS chain,
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

    -- The chain's last number, and where in the chain the sealed row stands now.
    placed AS (
        SELECT
            d.kind, d.chain, max(a.chain_no) AS last_no,
            min(a.chain_no) FILTER (WHERE a.body = d.sealed_body) AS stands_at
        FROM difference AS d
        JOIN actual AS a ON a.kind = d.kind AND a.chain = d.chain
        GROUP BY d.kind, d.chain
    ),

    sealed_place AS (
        SELECT s.kind, s.chain, s.body, min(s.chain_no) AS sealed_at FROM sealed AS s GROUP BY s.kind, s.chain, s.body
    )

    SELECT
        1 AS evidence, d.kind, d.chain, d.chain_no,
        CASE WHEN f.words[1] IN ('changed', 'inserted') THEN d.history_id END AS history_id,
        f.words[1] AS result, format('%s (seal %s)', f.words[2], d.seal_no) AS detail
    FROM difference AS d
    LEFT JOIN placed AS p ON p.kind = d.kind AND p.chain = d.chain
    LEFT JOIN sealed_place AS o ON o.kind = d.kind AND o.chain = d.chain AND o.body = d.actual_body
    CROSS JOIN LATERAL (SELECT pggit_internal.difference_from_seal(
        d.chain_no, p.last_no, d.actual_body IS NOT NULL, p.stands_at, o.sealed_at
    )) AS f (words)
    UNION ALL
    SELECT
        2 AS evidence, c.kind, c.chain, c.chain_no, c.history_id, 'inserted' AS result,
        format('it claims to be older than seal %s, which does not have it', r.seal_no) AS detail
    FROM compared AS c
    JOIN pggit_internal.reference_seal(p_seal) AS r ON c.changed_at < r.sealed_at
    WHERE c.actual_body IS NOT NULL
        AND (c.seal_no IS NULL OR c.seal_no > r.seal_no)
        AND (c.transaction_id IS NULL OR c.transaction_id <> ALL(r.in_progress))
    UNION ALL
    SELECT
        3 AS evidence, a.kind, a.chain, least(a.chain_no, a.place)::integer AS chain_no,
        CASE WHEN a.chain_no <= a.place THEN a.history_id END AS history_id,
        CASE
            WHEN a.chain_no > a.place THEN 'removed' WHEN a.chain_no < a.place THEN 'inserted' ELSE 'changed'
        END AS result,
        CASE
            WHEN a.chain_no > a.place THEN format('the chain goes on with %s', a.chain_no)
            WHEN a.chain_no < a.place THEN 'two rows have this number'
            WHEN a.previous_hash IS DISTINCT FROM a.hash_before THEN 'it is not linked to the row that stands before it'
            ELSE 'its row_hash is not the hash of what it says'
        END AS detail
    FROM actual AS a
    WHERE a.chain_no IS DISTINCT FROM a.place
        OR a.previous_hash IS DISTINCT FROM a.hash_before
        OR a.row_hash IS DISTINCT FROM pggit_internal.link_hash(a.chain_no, a.previous_hash, a.body);
$function$;
COMMENT ON FUNCTION pggit_internal.chain_problems(bytea) IS
'The links that are not as they were: 1 = not what was sealed, 2 = older than a seal that does not have them, 3 = not '
'linked to the one before. One pass over the histories computes every hash once.';
