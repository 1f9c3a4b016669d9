CREATE OR REPLACE FUNCTION pggit_internal.seal_hash(p_seal public.tb_pggit_seal) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- Canonical as in intent_content. The text of an array ends with its bracket, so nothing that follows can be taken
    -- for a part of it.
    SELECT sha256(convert_to(jsonb_build_array(
        (p_seal).seal_no, (p_seal).sealed_at AT TIME ZONE 'UTC', (p_seal).db_role::text, (p_seal).history_rows,
        (p_seal).in_progress::text, encode((p_seal).previous_hash, 'hex')
    )::text, 'UTF8') || coalesce(string_agg(
        sha256(convert_to(jsonb_build_array(c.kind, c.chain, c.first_no)::text, 'UTF8') || c.bodies), ''
        ORDER BY c.kind, c.chain
    ), ''))
    FROM pggit_internal.sealed_chain AS c
    WHERE c.seal_no = (p_seal).seal_no;
END;
COMMENT ON FUNCTION pggit_internal.seal_hash(public.tb_pggit_seal) IS
'seal_hash of a seal: covers its columns, the rows that it adds, and through the hash before it all earlier seals.';
