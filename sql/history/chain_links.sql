CREATE OR REPLACE FUNCTION pggit_internal.chain_links(p_unsealed boolean) RETURNS TABLE (
    kind text, chain text, chain_no integer, sealed_no integer, history_id bigint, changed_at timestamptz,
    transaction_id xid8, content_hash bytea, previous_hash bytea, row_hash bytea, body bytea
)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH sealed AS (
        SELECT c.kind, c.chain, max(c.first_no + length(c.bodies) / 32 - 1) AS last_no
        FROM pggit_internal.sealed_chain AS c
        WHERE p_unsealed
        GROUP BY c.kind, c.chain
    )
    SELECT
        'intent' AS kind, h.intent_id AS chain, h.chain_no, coalesce(s.last_no, 0) AS sealed_no,
        h.id AS history_id, h.changed_at, h.transaction_id,
        h.content_hash, h.previous_hash, h.row_hash, pggit_internal.intent_history_body(h) AS body
    FROM public.tb_pggit_intent_history AS h
    LEFT JOIN sealed AS s ON s.kind = 'intent' AND s.chain = h.intent_id
    WHERE s.last_no IS NULL OR h.chain_no > s.last_no
    UNION ALL
    SELECT
        'conflict' AS kind, h.conflict_id::text AS chain, h.chain_no, coalesce(s.last_no, 0) AS sealed_no,
        h.id AS history_id, h.changed_at, h.transaction_id,
        h.content_hash, h.previous_hash, h.row_hash, pggit_internal.conflict_history_body(h) AS body
    FROM public.tb_pggit_conflict_history AS h
    LEFT JOIN sealed AS s ON s.kind = 'conflict' AND s.chain = h.conflict_id::text
    WHERE s.last_no IS NULL OR h.chain_no > s.last_no
    UNION ALL
    SELECT
        'setting' AS kind, h.table_name || ': ' || h.row_key AS chain, h.chain_no, coalesce(s.last_no, 0) AS sealed_no,
        h.id AS history_id, h.changed_at, h.transaction_id,
        sha256(convert_to(h.new_row::text, 'UTF8')) AS content_hash, h.previous_hash, h.row_hash,
        pggit_internal.setting_history_body(h) AS body
    FROM public.tb_pggit_setting_history AS h
    LEFT JOIN sealed AS s ON s.kind = 'setting' AND s.chain = h.table_name || ': ' || h.row_key
    WHERE s.last_no IS NULL OR h.chain_no > s.last_no;
END;
COMMENT ON FUNCTION pggit_internal.chain_links(boolean) IS
'The rows of all three histories as links of chains, with the hash of their columns: all of them, or those that no '
'seal has. sealed_no: how many rows of the chain are sealed, where that was asked.';
