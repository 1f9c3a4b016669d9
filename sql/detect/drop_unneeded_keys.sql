CREATE OR REPLACE FUNCTION pggit_internal.drop_unneeded_keys(p_keys text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_keys CONSTANT text[] := coalesce(p_keys, ARRAY(SELECT k.key FROM pggit_internal.object_key AS k));
    v_locked text[];
BEGIN
    -- Whoever registers keeps its keys' rows locked until its footprint is committed. So first lock those that nobody has
    -- locked, without waiting, and then, in a later statement, see whether an active intent needs them.
    v_locked := ARRAY(
        SELECT k.key FROM pggit_internal.object_key AS k
        WHERE k.key = ANY(v_keys) AND NOT pggit_internal.is_needed_key(k.key)
        FOR UPDATE SKIP LOCKED
    );
    DELETE FROM pggit_internal.object_key AS k WHERE k.key = ANY(v_locked) AND NOT pggit_internal.is_needed_key(k.key);
END
$function$;
COMMENT ON FUNCTION pggit_internal.drop_unneeded_keys(text[]) IS
'Removes those of these rows of object_key, null meaning all, that no active intent needs and nobody has locked.';
