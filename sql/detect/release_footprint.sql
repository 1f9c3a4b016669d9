CREATE OR REPLACE FUNCTION pggit_internal.release_footprint(p_intent_id text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_old_snapshot CONSTANT boolean := current_setting('transaction_isolation') IN ('repeatable read', 'serializable');
    v_own text[];
    v_all text[];
    v_watched text[];
    v_unlocked bigint;
BEGIN
    SELECT t.own_keys, t.all_keys INTO v_own, v_all FROM pggit_internal.remove_footprint(p_intent_id) AS t;

    IF v_old_snapshot THEN
        -- A newcomer that registered after the snapshot was taken has found this intent. Their conflict ought to fall
        -- away now, and cannot be seen. But the newcomer has changed a row of these, which fails here by itself, or is
        -- about to. One that a detector for all active intents has told of this intent has changed the detectors' row
        -- (common_keys).
        v_watched := v_own || 'detector:'::text;
        SELECT count(*) INTO v_unlocked
        FROM pggit_internal.object_key AS k
        LEFT JOIN (
            SELECT l.key FROM pggit_internal.object_key AS l WHERE l.key = ANY(v_watched) FOR SHARE SKIP LOCKED
        ) AS s ON s.key = k.key
        WHERE k.key = ANY(v_watched) AND s.key IS NULL;
        IF v_unlocked > 0 THEN
            RAISE EXCEPTION 'could not serialize access: somebody is registering an object that intent % touches',
                p_intent_id
                USING ERRCODE = 'serialization_failure',
                      DETAIL = format('The transaction is %s, so it would not see what comes of that.',
                          current_setting('transaction_isolation')),
                      HINT = 'Run the transaction again.';
        END IF;
        -- The other rows of a schema's key say nothing to an old snapshot. The end of the next intent there removes
        -- them.
        v_all := v_own;
    END IF;

    PERFORM pggit_internal.drop_unneeded_keys(v_all);
END
$function$;
COMMENT ON FUNCTION pggit_internal.release_footprint(text) IS
'Newcomers no longer find this intent: removes its footprint, and those of its object keys that no active intent '
'needs. Raises 40001 in a transaction with an older snapshot when somebody registered one of its objects meanwhile.';
