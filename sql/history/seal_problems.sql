CREATE OR REPLACE FUNCTION pggit_internal.seal_problems(p_seal bytea) RETURNS TABLE (
    rank integer, result text, seal_no integer, detail text
)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT
        0 AS rank, 'unknown seal' AS result, NULL::integer AS seal_no,
        'no seal here has this hash: the record of the seals was changed or removed, '
        || 'or the hash is of another database' AS detail
    WHERE p_seal IS NOT NULL AND NOT EXISTS (SELECT FROM public.tb_pggit_seal AS s WHERE s.seal_hash = p_seal)
    UNION ALL
    (
        SELECT
            1 AS rank,
            CASE WHEN s.is_after_a_gap THEN 'removed' ELSE 'changed' END AS result,
            s.seal_no - s.is_after_a_gap::integer AS seal_no,
            'the record of the seal is not as it was: rows are compared with what is left of it' AS detail
        FROM (
            SELECT
                s.seal_no, s.seal_no <> row_number() OVER w AS is_after_a_gap,
                s.seal_hash IS DISTINCT FROM pggit_internal.seal_hash(s)
                OR s.previous_hash IS DISTINCT FROM lag(s.seal_hash) OVER w AS is_changed
            FROM public.tb_pggit_seal AS s
            WINDOW w AS (ORDER BY s.seal_no)
        ) AS s
        WHERE s.is_after_a_gap OR s.is_changed
        ORDER BY s.seal_no
        LIMIT 1
    );
END;
COMMENT ON FUNCTION pggit_internal.seal_problems(bytea) IS
'What is wrong with the record of the seals: no seal has the hash that was given; the first seal that was removed or '
'changed.';
