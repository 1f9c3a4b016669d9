CREATE OR REPLACE FUNCTION pggit_internal.is_key_in_use(p_key text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- The row of a schema ends with the number of its slot; a / in a schema's name stands in quotes.
    -- The row detector: is nobody's object, and stays for those who look for it (common_keys).
    SELECT p_key = 'detector:' OR EXISTS (
        SELECT FROM pggit_internal.footprint AS f
        WHERE f.key = regexp_replace(p_key, '^(schema:.*)/[0-9]{2}$', '\1')
    );
END;
COMMENT ON FUNCTION pggit_internal.is_key_in_use(text) IS
'Whether an active intent touches the object of this row of object_key.';

CREATE OR REPLACE FUNCTION pggit_internal.drop_unneeded_keys(p_keys text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_keys CONSTANT text[] := coalesce(p_keys, ARRAY(SELECT k.key FROM pggit_internal.object_key AS k));
    v_locked text[];
BEGIN
    -- A registration keeps its keys' rows locked until its footprint is committed. So first lock those that nobody has
    -- locked, without waiting, and then, in a later statement, see whether an active intent uses them.
    v_locked := ARRAY(
        SELECT k.key FROM pggit_internal.object_key AS k
        WHERE k.key = ANY(v_keys) AND NOT pggit_internal.is_key_in_use(k.key)
        FOR UPDATE SKIP LOCKED
    );
    DELETE FROM pggit_internal.object_key AS k WHERE k.key = ANY(v_locked) AND NOT pggit_internal.is_key_in_use(k.key);
END
$function$;
COMMENT ON FUNCTION pggit_internal.drop_unneeded_keys(text[]) IS
'Removes those of these rows of object_key, null meaning all, that no active intent uses and nobody has locked.';
