CREATE OR REPLACE FUNCTION public.pggit_remove_suggester(name text) RETURNS public.tb_pggit_suggester
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_suggester public.tb_pggit_suggester;
BEGIN
    DELETE FROM public.tb_pggit_suggester AS e WHERE e.name = btrim(pggit_remove_suggester.name)
    RETURNING e.* INTO v_suggester;
    IF NOT FOUND THEN
        PERFORM pggit_internal.refuse_extension_name('suggester', pggit_remove_suggester.name, false);
    END IF;
    RETURN v_suggester;
END
$function$;
COMMENT ON FUNCTION public.pggit_remove_suggester(text) IS
'Takes a suggester off the list and returns its row; the function stays. Suggestions that it made stay. '
'SECURITY DEFINER: nobody else writes the list. Raises 42704 when there is none of that name.';
