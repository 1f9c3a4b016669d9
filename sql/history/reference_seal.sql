CREATE OR REPLACE FUNCTION pggit_internal.reference_seal(p_seal bytea) RETURNS public.tb_pggit_seal
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT s FROM public.tb_pggit_seal AS s ORDER BY s.seal_hash = p_seal DESC, s.seal_no DESC LIMIT 1;
END;
COMMENT ON FUNCTION pggit_internal.reference_seal(bytea) IS
'The seal to compare the histories with: the one with this hash; the last one when no hash is given or none has it.';
