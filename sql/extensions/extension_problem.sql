CREATE OR REPLACE FUNCTION pggit_internal.extension_problem(
    p_schema name, p_name name, p_argument_types text, p_added_by name
) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_returns CONSTANT regtype := CASE
        WHEN p_argument_types ~ 'pggit_conflict_report' THEN 'text' ELSE 'public.pggit_conflict_report'
    END::regtype;
    c_own_roles CONSTANT name[] := ARRAY['pggit_owner', 'pggit_prover', 'pggit_runner']::name[];
    c_signature CONSTANT text := format('%I.%I(%s)', p_schema, p_name, p_argument_types);
    v_function record;
    v_problem text[];
BEGIN
    SELECT p.oid, p.prosecdef, p.prorettype, p.proretset, p.prokind, r.rolname AS owner INTO v_function
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_roles AS r ON r.oid = p.proowner
    -- Not to_regprocedure(): it takes rights on the schema that only pggit_runner needs.
    WHERE n.nspname = p_schema AND p.proname = p_name
        AND ARRAY(SELECT a.type FROM unnest(p.proargtypes) AS a (type)) = ARRAY(
            SELECT to_regtype(t.name)::oid FROM unnest(string_to_array(p_argument_types, ',')) AS t (name)
        );
    -- SQLSTATE, what is wrong, and what to do.
    v_problem := CASE
        WHEN v_function.oid IS NULL THEN ARRAY[
            '42883', format('function %s does not exist', c_signature),
            'Make it with exactly these arguments, and name it with its schema.'
        ]
        WHEN v_function.prokind <> 'f' OR NOT v_function.proretset OR v_function.prorettype <> c_returns THEN ARRAY[
            '42P13', format('%s does not return SETOF %s', c_signature, replace(c_returns::text, 'public.', '')),
            'Make it with RETURNS SETOF that type; no row means nothing to say.'
        ]
        WHEN v_function.owner <> p_added_by THEN ARRAY[
            '42501', format('%s belongs to role "%s", not to "%s"', c_signature, v_function.owner, p_added_by),
            'Its owner must add it: nobody can make it run with the rights of somebody else.'
        ]
        WHEN pggit_internal.has_rights_of(v_function.owner, c_own_roles) THEN ARRAY[
            '42501', format('its owner "%s" is a superuser or has the rights of pggit itself', v_function.owner),
            'Let a role own and add it that may do no more than it needs.'
        ]
        WHEN NOT v_function.prosecdef THEN ARRAY[
            '42501', format('%s is not SECURITY DEFINER', c_signature),
            format('ALTER FUNCTION %s SECURITY DEFINER; then it runs with the rights of its owner, whoever registers.',
                c_signature)
        ]
        WHEN NOT has_schema_privilege('pggit_runner', p_schema, 'USAGE') THEN ARRAY[
            '42501', format('pggit_runner, the role that calls it, may not call %s', c_signature),
            format('GRANT USAGE ON SCHEMA %I TO pggit_runner;', p_schema)
        ]
        WHEN NOT has_function_privilege('pggit_runner', v_function.oid, 'EXECUTE') THEN ARRAY[
            '42501', format('pggit_runner, the role that calls it, may not call %s', c_signature),
            format('GRANT EXECUTE ON FUNCTION %s TO pggit_runner;', c_signature)
        ]
    END;
    RETURN jsonb_object(ARRAY['sqlstate', 'problem', 'advice'], v_problem);
END
$function$;
COMMENT ON FUNCTION pggit_internal.extension_problem(name, name, text, name) IS
'Why a function may not be called as a detector or suggester of the role that added it, as {sqlstate, problem, '
'advice}; null when it may. SECURITY DEFINER: v_pggit_extension calls it for those who may not use its helpers; '
'it tells what the catalog tells everybody.';
