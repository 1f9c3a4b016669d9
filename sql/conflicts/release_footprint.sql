CREATE OR REPLACE FUNCTION pggit_internal.release_footprint(p_intent_id text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_old_snapshot CONSTANT boolean := current_setting('transaction_isolation') IN ('repeatable read', 'serializable');
    v_own text[];
    v_all text[];
    v_unlocked bigint;
BEGIN
    WITH gone AS (
        DELETE FROM pggit_internal.footprint AS f WHERE f.intent_id = p_intent_id
        RETURNING f.key, f.object_kind, f.slot
    ),

    named AS (
        SELECT
            CASE WHEN g.object_kind = 'schema' THEN format('%s/%s', g.key, lpad(n.slot::text, 2, '0')) ELSE g.key END AS key,
            g.slot IS NULL OR g.slot = n.slot AS is_own
        FROM gone AS g
        JOIN generate_series(0, 63) AS n (slot) ON n.slot = 0 OR g.object_kind = 'schema'
    )

    SELECT array_agg(DISTINCT n.key) FILTER (WHERE n.is_own), array_agg(DISTINCT n.key)
    INTO v_own, v_all FROM named AS n;

    IF v_old_snapshot THEN
        -- A newcomer that registered after the snapshot was taken has found this intent, and its conflict, which ought to fall
        -- away now, cannot be seen. But it has changed a row of these, which fails here by itself, or is about to.
        SELECT count(*) INTO v_unlocked
        FROM pggit_internal.object_key AS k
        LEFT JOIN (
            SELECT l.key FROM pggit_internal.object_key AS l WHERE l.key = ANY(v_own) FOR SHARE SKIP LOCKED
        ) AS s ON s.key = k.key
        WHERE k.key = ANY(v_own) AND s.key IS NULL;
        IF v_unlocked > 0 THEN
            RAISE EXCEPTION 'could not serialize access: somebody is registering an object that intent % touches', p_intent_id
                USING ERRCODE = 'serialization_failure',
                      DETAIL = format('The transaction is %s, so it would not see what comes of that.', current_setting('transaction_isolation')),
                      HINT = 'Run the transaction again.';
        END IF;
        -- The other rows of a schema's key say nothing to an old snapshot; whoever ends the next intent there removes them.
        v_all := v_own;
    END IF;

    PERFORM pggit_internal.drop_unneeded_keys(coalesce(v_all, '{}'));
END
$function$;
COMMENT ON FUNCTION pggit_internal.release_footprint(text) IS
'Newcomers no longer find this intent: removes its footprint, and those of its object keys that no active intent needs. Raises 40001 in a transaction with an older snapshot when somebody registered one of its objects meanwhile.';
REVOKE ALL ON FUNCTION pggit_internal.release_footprint(text) FROM PUBLIC;
