CREATE OR REPLACE FUNCTION pggit_internal.extension_problem(
    p_schema name, p_name name, p_argument_types text, p_added_by name
) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_report CONSTANT regtype := 'public.pggit_conflict_report'::regtype;
    v_is_detector CONSTANT boolean := p_argument_types !~ 'pggit_conflict_report';
    v_signature text := format('%I.%I(%s)', p_schema, p_name, p_argument_types);
    v_function record;
    v_needs_schema boolean;
BEGIN
    SELECT p.oid, p.prosecdef, p.prorettype, p.proretset, p.prokind, r.rolname AS owner INTO v_function
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_roles AS r ON r.oid = p.proowner
    -- Not to_regprocedure(): it takes rights on the schema that only pggit_runner needs.
    WHERE n.nspname = p_schema AND p.proname = p_name AND ARRAY(SELECT a.type FROM unnest(p.proargtypes) AS a (type)) = ARRAY(
        SELECT to_regtype(t.name)::oid FROM unnest(string_to_array(p_argument_types, ',')) AS t (name)
    );
    IF NOT FOUND THEN
        RETURN jsonb_build_object('sqlstate', '42883', 'problem', format('function %s does not exist', v_signature),
            'advice', 'Make it with exactly these arguments, and name it with its schema.');
    ELSIF v_function.prokind <> 'f' OR NOT v_function.proretset
          OR v_function.prorettype <> (CASE WHEN v_is_detector THEN c_report ELSE 'text'::regtype END) THEN
        RETURN jsonb_build_object('sqlstate', '42P13',
            'problem', format('%s does not return SETOF %s', v_signature, CASE WHEN v_is_detector THEN 'pggit_conflict_report' ELSE 'text' END),
            'advice', 'Make it with RETURNS SETOF that type; no row means nothing to say.');
    ELSIF v_function.owner <> p_added_by THEN
        RETURN jsonb_build_object('sqlstate', '42501', 'problem', format('%s belongs to role "%s", not to "%s"', v_signature, v_function.owner, p_added_by),
            'advice', 'Who adds a function owns it: nobody can make it run with the rights of somebody else.');
    ELSIF pggit_internal.has_rights_of(v_function.owner, ARRAY['pggit_owner', 'pggit_prover', 'pggit_runner']) THEN
        RETURN jsonb_build_object('sqlstate', '42501', 'problem', format('its owner "%s" is a superuser or has the rights of pggit itself', v_function.owner),
            'advice', 'Let a role own and add it that may do no more than it needs.');
    ELSIF NOT v_function.prosecdef THEN
        RETURN jsonb_build_object('sqlstate', '42501', 'problem', format('%s is not SECURITY DEFINER', v_signature),
            'advice', format('ALTER FUNCTION %s SECURITY DEFINER; then it runs with the rights of its owner, whoever registers.', v_signature));
    END IF;
    v_needs_schema := NOT has_schema_privilege('pggit_runner', p_schema, 'USAGE');
    IF v_needs_schema OR NOT has_function_privilege('pggit_runner', v_function.oid, 'EXECUTE') THEN
        RETURN jsonb_build_object('sqlstate', '42501', 'problem', format('pggit_runner, the role that calls it, may not call %s', v_signature),
            'advice', CASE WHEN v_needs_schema THEN format('GRANT USAGE ON SCHEMA %I TO pggit_runner;', p_schema)
                ELSE format('GRANT EXECUTE ON FUNCTION %s TO pggit_runner;', v_signature) END);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.extension_problem(name, name, text, name) IS
'Why a function may not be called as a detector or suggester of the role that added it, as {sqlstate, problem, '
'advice}; null when it may. SECURITY DEFINER: v_pggit_extension calls it for those who may not use its helpers; '
'it tells what the catalog tells everybody.';
