CREATE OR REPLACE FUNCTION public.pggit_add_detector(
    name text, function text, runs_for text DEFAULT 'candidates', replaces_builtin boolean DEFAULT false
) RETURNS public.tb_pggit_detector
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_types CONSTANT text := 'public.tb_pggit_intent,public.tb_pggit_intent';
    v_name text := pggit_internal.checked_extension_name(pggit_add_detector.name);
    v_runs_for text := pggit_internal.checked_choice(
        coalesce(pggit_add_detector.runs_for, 'candidates'), 'runs_for', ARRAY['candidates', 'all active']
    );
    v_function name[] := pggit_internal.checked_extension(pggit_add_detector.function, c_types);
    v_detector public.tb_pggit_detector;
BEGIN
    -- Waits for registrations under way, which do not know of it: two of them could miss each other, or a later one.
    LOCK TABLE public.tb_pggit_intent IN SHARE ROW EXCLUSIVE MODE;
    IF v_runs_for = 'all active' THEN
        UPDATE pggit_internal.object_key AS k SET registrations = k.registrations + 1 WHERE k.key = 'detector:';
    END IF;
    INSERT INTO public.tb_pggit_detector AS d
        (name, function_schema, function_name, argument_types, runs_for, replaces_builtin, added_by)
    VALUES (
        v_name, v_function[1], v_function[2], c_types, v_runs_for, coalesce(pggit_add_detector.replaces_builtin, false),
        pggit_internal.caller()
    )
    ON CONFLICT ON CONSTRAINT tb_pggit_detector_pkey DO NOTHING
    RETURNING d.* INTO v_detector;
    IF NOT FOUND THEN
        PERFORM pggit_internal.refuse_extension_name('detector', v_name, true);
    END IF;
    RETURN v_detector;
END
$function$;
COMMENT ON FUNCTION public.pggit_add_detector(text, text, text, boolean) IS
'Adds a function (intent_a tb_pggit_intent, intent_b tb_pggit_intent) RETURNS SETOF pggit_conflict_report, named '
'with its schema, that is asked about pairs from now on: intent_a registers, checks or is compared, intent_b is '
'there. runs_for candidates: those that touch the same objects; all active: '
'every active intent of another agent, for which all registrations come one after the other. '
'replaces_builtin leaves the built-in detector out. It must be SECURITY DEFINER and belong to the caller, who must '
'be no superuser. Waits for registrations that are under way. SECURITY DEFINER: nobody else writes the list. '
'Raises 22004, 22023, 22001 or 42602 for impossible values, 42883, 42P13 or 42501 for a function that cannot be '
'used, 42710 for a name that is taken.';
