CREATE OR REPLACE FUNCTION public.pggit_status_graph() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT string_agg(l.line, E'\n' ORDER BY l.part, l.first, l.second)
    FROM (
        SELECT 1 AS part, 0 AS first, 0 AS second, 'stateDiagram-v2' AS line
        UNION ALL
        SELECT 2 AS part, 0 AS first, 0 AS second, '    [*] --> registered' AS line
        UNION ALL
        SELECT
            3 AS part,
            o.position AS first,
            n.position AS second,
            format('    %s --> %s', t.old_status, t.new_status) || coalesce(
                ': ' || nullif(concat_ws(
                    ', ', CASE WHEN t.needs <> 'nothing' THEN replace(t.needs, '_', ' ') END,
                    -- In a diagram's label these would end it.
                    'role ' || regexp_replace(t.allowed_role, '[^[:alnum:]_ -]', '?', 'g'),
                    CASE WHEN t.not_by_author THEN 'not by its author' END
                ), ''), ''
            ) AS line
        FROM public.tb_pggit_transition AS t
        JOIN public.tb_pggit_status AS o ON o.status = t.old_status
        JOIN public.tb_pggit_status AS n ON n.status = t.new_status
        UNION ALL
        SELECT 4 AS part, s.position AS first, 0 AS second, format('    %s --> [*]', s.status) AS line
        FROM public.tb_pggit_status AS s WHERE NOT s.is_active
    ) AS l;
END;
COMMENT ON FUNCTION public.pggit_status_graph() IS
'The statuses and transitions as a Mermaid state diagram; at an arrow stands what the change takes. '
'SECURITY DEFINER: works without rights on the tables.';
