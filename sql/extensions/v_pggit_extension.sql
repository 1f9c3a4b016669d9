CREATE OR REPLACE VIEW public.v_pggit_extension WITH (security_invoker) AS
SELECT
    e.kind,
    e.name,
    format('%I.%I', e.function_schema, e.function_name) AS function,
    e.runs,
    e.replaces_builtin,
    e.added_by,
    e.added_at,
    pggit_internal.extension_problem(
        e.function_schema, e.function_name, e.argument_types, e.added_by
    ) ->> 'problem' AS problem
FROM (
    SELECT
        'detector' AS kind,
        d.name,
        d.function_schema,
        d.function_name,
        d.argument_types,
        d.runs_for AS runs,
        d.replaces_builtin,
        d.added_by,
        d.added_at
    FROM public.tb_pggit_detector AS d
    UNION ALL
    SELECT
        'suggester' AS kind,
        s.name,
        s.function_schema,
        s.function_name,
        s.argument_types,
        s.place AS runs,
        NULL AS replaces_builtin,
        s.added_by,
        s.added_at
    FROM public.tb_pggit_suggester AS s
) AS e;
COMMENT ON VIEW public.v_pggit_extension IS
'The team''s own detectors and suggesters: for what or in which place each runs. problem says why one cannot run now.';
