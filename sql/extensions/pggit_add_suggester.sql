CREATE OR REPLACE FUNCTION public.pggit_add_suggester(name text, function text, place text DEFAULT 'after')
RETURNS public.tb_pggit_suggester
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_types CONSTANT text := 'public.pggit_conflict_report,public.tb_pggit_intent,public.tb_pggit_intent';
    v_name text := pggit_internal.checked_extension_name(pggit_add_suggester.name);
    v_place text := pggit_internal.checked_choice(
        coalesce(pggit_add_suggester.place, 'after'), 'place', ARRAY['before', 'after']
    );
    v_function name[] := pggit_internal.checked_extension(pggit_add_suggester.function, c_types);
    v_suggester public.tb_pggit_suggester;
BEGIN
    INSERT INTO public.tb_pggit_suggester AS s (name, function_schema, function_name, argument_types, place, added_by)
    VALUES (v_name, v_function[1], v_function[2], c_types, v_place, pggit_internal.caller())
    ON CONFLICT ON CONSTRAINT tb_pggit_suggester_pkey DO NOTHING
    RETURNING s.* INTO v_suggester;
    IF NOT FOUND THEN
        PERFORM pggit_internal.refuse_extension_name('suggester', v_name, true);
    END IF;
    RETURN v_suggester;
END
$function$;
COMMENT ON FUNCTION public.pggit_add_suggester(text, text, text) IS
'Adds a function (conflict pggit_conflict_report, intent_a tb_pggit_intent, intent_b tb_pggit_intent) RETURNS '
'SETOF text, named with its schema, whose texts come before or after the other suggestions of each conflict that '
'is found from now on. It must be SECURITY DEFINER and belong to the caller, who must be no superuser. '
'SECURITY DEFINER: nobody else writes the list. Raises as pggit_add_detector does.';
