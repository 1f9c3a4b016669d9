CREATE OR REPLACE FUNCTION pggit_internal.locked_consumer(p_consumer text) RETURNS public.tb_pggit_consumer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller CONSTANT name := pggit_internal.certain_caller();
    v_row public.tb_pggit_consumer;
BEGIN
    -- Two sessions in one name come one after the other: the second waits for the first one's commit.
    SELECT c.* INTO v_row FROM public.tb_pggit_consumer AS c WHERE c.consumer = p_consumer FOR UPDATE;
    IF FOUND AND NOT pggit_internal.has_rights_of(
        v_caller, ARRAY[v_row.role_name, 'pggit_coordinator', 'pggit_owner']
    ) THEN
        RAISE EXCEPTION 'consumer "%" is another role''s', pggit_internal.shown(v_row.consumer)
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = format('%s registered it; it would miss what you read in its name.',
                      CASE WHEN pggit_internal.reading_agents() IS NULL THEN format('Role %I', v_row.role_name)
                          ELSE 'Somebody else' END),
                  HINT = 'Read in another name.';
    END IF;
    RETURN v_row;
END
$function$;
COMMENT ON FUNCTION pggit_internal.locked_consumer(text) IS
'Locks a consumer''s row and returns it, nulls when there is none. Raises 42501 when it is another role''s and the '
'caller no coordinator.';
