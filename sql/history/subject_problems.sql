CREATE OR REPLACE FUNCTION pggit_internal.chain_subjects() RETURNS TABLE (
    kind text, chain text, table_name text, content_hash bytea
)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT
        'intent' AS kind, i.id AS chain, 'tb_pggit_intent' AS table_name,
        pggit_internal.intent_content(i) AS content_hash
    FROM public.tb_pggit_intent AS i
    UNION ALL
    SELECT
        'conflict' AS kind, c.id::text AS chain, 'tb_pggit_conflict' AS table_name,
        pggit_internal.conflict_content(c) AS content_hash
    FROM public.tb_pggit_conflict AS c
    UNION ALL
    SELECT
        'setting' AS kind, r.table_name || ': ' || r.row_key AS chain, r.table_name,
        sha256(convert_to(r.content::text, 'UTF8')) AS content_hash
    FROM pggit_internal.setting_rows() AS r;
END;
COMMENT ON FUNCTION pggit_internal.chain_subjects() IS
'What the chains are about, as it is now: to be compared with what their rows say.';

CREATE OR REPLACE FUNCTION pggit_internal.subject_problems() RETURNS TABLE (
    kind text, chain text, table_name text, result text, detail text
)
LANGUAGE sql STABLE PARALLEL SAFE
-- As in chain_problems().
SET search_path = pg_catalog, pg_temp SET enable_nestloop = off SET jit = off
AS $function$
    WITH links AS MATERIALIZED (
        SELECT
            l.kind, l.chain, l.history_id, l.content_hash,
            row_number() OVER w AS place, lead(l.chain_no) OVER w IS NULL AS is_last
        -- Not chain_links(), which would compute the hash of every row again.
        FROM (
            SELECT 'intent' AS kind, h.intent_id::text AS chain, h.chain_no, h.id AS history_id, h.content_hash
            FROM public.tb_pggit_intent_history AS h
            UNION ALL
            SELECT 'conflict' AS kind, h.conflict_id::text AS chain, h.chain_no, h.id AS history_id, h.content_hash
            FROM public.tb_pggit_conflict_history AS h
            UNION ALL
            SELECT
                'setting' AS kind, h.table_name || ': ' || h.row_key AS chain, h.chain_no, h.id AS history_id,
                sha256(convert_to(h.new_row::text, 'UTF8')) AS content_hash
            FROM public.tb_pggit_setting_history AS h
        ) AS l
        WINDOW w AS (PARTITION BY l.kind, l.chain ORDER BY l.chain_no, l.history_id)
    ),

    -- An intent must be as it was registered or last amended, the others as their last row says.
    said AS (
        SELECT DISTINCT ON (l.kind, l.chain) l.kind, l.chain, l.content_hash
        FROM links AS l
        WHERE CASE l.kind WHEN 'intent' THEN l.place = 1 OR l.content_hash IS NOT NULL ELSE l.is_last END
        ORDER BY l.kind, l.chain, l.place DESC
    ),

    last_row AS (
        SELECT i.id, i.status, h.new_status, i.superseded_by, h.superseded_by AS last_superseded_by
        FROM public.tb_pggit_intent AS i
        JOIN links AS l ON l.kind = 'intent' AND l.chain = i.id AND l.is_last
        JOIN public.tb_pggit_intent_history AS h ON h.id = l.history_id
    )

    SELECT
        coalesce(c.kind, s.kind) AS kind, coalesce(c.chain, s.chain) AS chain,
        coalesce(c.table_name, CASE s.kind
            WHEN 'setting' THEN split_part(s.chain, ': ', 1) ELSE format('tb_pggit_%s', s.kind)
        END) AS table_name,
        CASE WHEN c.chain IS NULL THEN 'removed' WHEN s.chain IS NULL THEN 'inserted' ELSE 'changed' END AS result,
        CASE
            WHEN c.chain IS NULL THEN 'its history is there, the row is not'
            WHEN s.chain IS NULL THEN 'it has no history'
            ELSE 'it is not as its history says'
        END AS detail
    FROM pggit_internal.chain_subjects() AS c
    FULL JOIN said AS s ON s.kind = c.kind AND s.chain = c.chain
    WHERE c.content_hash IS DISTINCT FROM s.content_hash
    UNION ALL
    SELECT
        'intent' AS kind, r.id AS chain, 'tb_pggit_intent' AS table_name, 'changed' AS result,
        format('its status is %s, and its history ends with %s', r.status, r.new_status) AS detail
    FROM last_row AS r
    WHERE r.status <> r.new_status
    UNION ALL
    SELECT
        'intent' AS kind, r.id AS chain, 'tb_pggit_intent' AS table_name, 'changed' AS result,
        format('it is superseded by %s, and its history ends with %s',
               coalesce(r.superseded_by, 'nothing'), coalesce(r.last_superseded_by, 'nothing')) AS detail
    FROM last_row AS r
    WHERE r.superseded_by IS DISTINCT FROM r.last_superseded_by;
$function$;
COMMENT ON FUNCTION pggit_internal.subject_problems() IS
'The intents, conflicts and settings that are not as their histories say.';
