CREATE OR REPLACE FUNCTION pggit_internal.known_conflict(p_conflict_id bigint) RETURNS public.tb_pggit_conflict
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_conflict public.tb_pggit_conflict;
BEGIN
    SELECT c.* INTO v_conflict FROM public.tb_pggit_conflict AS c
    WHERE c.id = p_conflict_id
        AND pggit_internal.belongs_to_agents(c.intent_a, c.intent_b, pggit_internal.reading_agents());
    IF NOT FOUND THEN
        RAISE EXCEPTION 'conflict % does not exist', coalesce(p_conflict_id::text, 'null')
            USING ERRCODE = 'no_data_found',
                  HINT = 'SELECT id, intent_a, intent_b, conflict_type FROM pggit_list_conflicts(); shows them.';
    END IF;
    RETURN v_conflict;
END
$function$;
COMMENT ON FUNCTION pggit_internal.known_conflict(bigint) IS
'The conflict with this number. '
'Raises P0002 when there is none that the caller may read.';
