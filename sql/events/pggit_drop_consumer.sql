CREATE OR REPLACE FUNCTION public.pggit_drop_consumer(consumer text) RETURNS public.tb_pggit_consumer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_name CONSTANT text := pggit_internal.checked_text(pggit_drop_consumer.consumer, 'consumer', 'slack');
    v_consumer public.tb_pggit_consumer := pggit_internal.locked_consumer(v_name);
BEGIN
    IF v_consumer.consumer IS NULL THEN
        RAISE EXCEPTION 'consumer "%" does not exist', pggit_internal.shown(v_name)
            USING ERRCODE = 'no_data_found', HINT = 'tb_pggit_consumer has the consumers.';
    END IF;
    DELETE FROM public.tb_pggit_consumer AS c WHERE c.consumer = v_name;
    RETURN v_consumer;
END
$function$;
COMMENT ON FUNCTION public.pggit_drop_consumer(text) IS
'Forgets a consumer of events, so that they need not be kept for it, and returns it. SECURITY DEFINER: '
'nobody else writes the positions. Raises P0002 when there is none, 42501 for another role''s.';
