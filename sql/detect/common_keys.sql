CREATE OR REPLACE FUNCTION pggit_internal.common_keys() RETURNS text[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM public.tb_pggit_detector AS d WHERE d.runs_for = 'all active') THEN
        RETURN ARRAY['detector:'];
    ELSIF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        -- Such a detector that was added after the snapshot was taken has changed this row: 40001.
        PERFORM FROM pggit_internal.object_key AS k WHERE k.key = 'detector:' FOR SHARE;
    END IF;
    RETURN ARRAY[]::text[];
END
$function$;
COMMENT ON FUNCTION pggit_internal.common_keys() IS
'The key that every registration locks while a detector runs for all active intents: any two of them may collide, so '
'they come one after the other. '
'Returns an empty array where there is no such detector. '
'Raises 40001 in a transaction that would not see one.';
