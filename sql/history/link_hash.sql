CREATE OR REPLACE FUNCTION pggit_internal.link_hash(
    p_chain_no integer, p_previous_hash bytea, p_body bytea
) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- Each part has a fixed length, and only the first row has no hash before it: no two inputs give the same bytes.
RETURN sha256(coalesce(p_previous_hash, '') || int4send(p_chain_no) || p_body);
COMMENT ON FUNCTION pggit_internal.link_hash(integer, bytea, bytea) IS
'row_hash of a row of a history: covers its own columns, its place, and through the hash before it all earlier '
'rows of the chain.';
