CREATE OR REPLACE FUNCTION public.pggit_add_conflict_type(
    conflict_type text, severity text, description text, severity_if_compatible text DEFAULT NULL
) RETURNS public.tb_pggit_conflict_rule
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_choices CONSTANT text[] := pggit_internal.severities();
    v_severity text := pggit_internal.checked_choice(pggit_add_conflict_type.severity, 'severity', c_choices);
    v_type text := lower(pggit_internal.checked_text(pggit_add_conflict_type.conflict_type, 'conflict_type', 'naming'));
    v_rule public.tb_pggit_conflict_rule;
BEGIN
    IF v_type !~ '^[a-z][a-z0-9_]{0,31}$' THEN
        RAISE EXCEPTION 'conflict_type "%" is not a word', pggit_internal.shown(left(v_type, 60))
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Up to 32 letters, digits and underscores, beginning with a letter: naming, freeze_window.';
    ELSIF v_severity IS NULL THEN
        RAISE EXCEPTION 'severity must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give warning or error.';
    END IF;
    INSERT INTO public.tb_pggit_conflict_rule AS r (conflict_type, severity, severity_if_compatible, description)
    VALUES (
        v_type, v_severity,
        coalesce(pggit_internal.checked_choice(
            pggit_add_conflict_type.severity_if_compatible, 'severity_if_compatible', c_choices
        ), v_severity),
        pggit_internal.checked_text(
            pggit_add_conflict_type.description, 'description', 'The name breaks a rule of the team.'
        )
    )
    ON CONFLICT ON CONSTRAINT tb_pggit_conflict_rule_pkey DO NOTHING
    RETURNING r.* INTO v_rule;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'conflict type "%" exists already', v_type
            USING ERRCODE = 'duplicate_object', HINT = 'Change its severities by UPDATE of tb_pggit_conflict_rule.';
    END IF;
    RETURN v_rule;
END
$function$;
COMMENT ON FUNCTION public.pggit_add_conflict_type(text, text, text, text) IS
'Adds a kind of conflict that the team''s detectors may report, with the severity of those that name none. '
'SECURITY DEFINER: coordinators may change the table''s severities only. '
'Raises 22004, 22023 or 22001 for impossible values, 42710 for a type that exists.';
