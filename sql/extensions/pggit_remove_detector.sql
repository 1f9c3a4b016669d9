CREATE OR REPLACE FUNCTION public.pggit_remove_detector(name text) RETURNS public.tb_pggit_detector
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_detector public.tb_pggit_detector;
BEGIN
    DELETE FROM public.tb_pggit_detector AS e WHERE e.name = btrim(pggit_remove_detector.name)
    RETURNING e.* INTO v_detector;
    IF NOT FOUND THEN
        PERFORM pggit_internal.refuse_extension_name('detector', pggit_remove_detector.name, false);
    END IF;
    RETURN v_detector;
END
$function$;
COMMENT ON FUNCTION public.pggit_remove_detector(text) IS
'Takes a detector off the list and returns its row; the function stays. Conflicts that it found stay. '
'SECURITY DEFINER: nobody else writes the list. Raises 42704 when there is none of that name.';
