CREATE OR REPLACE FUNCTION pggit_internal.checked_extension(p_function text, p_argument_types text) RETURNS name[]
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_arguments text;
    v_parts text[];
BEGIN
    IF p_function IS NULL THEN
        RAISE EXCEPTION 'function must not be null'
            USING ERRCODE = 'null_value_not_allowed',
                  HINT = 'Give its name with its schema, for example ''team.freeze_window''.';
    END IF;
    -- As regprocedure writes it, or without the arguments, which can only be these.
    v_arguments := substring(p_function FROM '\(([^()]*)\)\s*$');
    BEGIN
        v_parts := parse_ident(regexp_replace(p_function, '\s*\([^()]*\)\s*$', ''));
    EXCEPTION WHEN invalid_parameter_value THEN
        v_parts := '{}';
    END;
    IF cardinality(v_parts) <> 2
       OR regexp_replace(v_arguments, '\s|public\.', '', 'g')
       <> regexp_replace(p_argument_types, '\s|public\.', '', 'g') THEN
        RAISE EXCEPTION 'cannot read "%" as the name of a function', pggit_internal.shown(left(p_function, 100))
            USING ERRCODE = 'invalid_name',
                  DETAIL = format(
                      'A schema and a name are expected; the arguments, if given, are (%s).', p_argument_types
                  ),
                  HINT = 'Give for example ''team.freeze_window''.';
    END IF;

    PERFORM pggit_internal.refuse_extension(
        v_parts[1]::name, v_parts[2]::name, p_argument_types, pggit_internal.certain_caller()
    );
    RETURN v_parts::name[];
END
$function$;
COMMENT ON FUNCTION pggit_internal.checked_extension(text, text) IS
'Schema and name of a function that the caller may add as a detector or suggester. '
'Raises 22004, 42602, 42883, 42P13 or 42501 when it may not.';
