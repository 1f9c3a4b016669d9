CREATE OR REPLACE FUNCTION pggit_internal.lines_of_triggers(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH relation AS MATERIALIZED (
        SELECT r.oid, r.kind, r.name FROM pggit_internal.user_relation AS r WHERE r.oid = ANY(p_scope)
    )

    SELECT 'trigger ' || r.name || '.' || quote_ident(t.tgname) || ': ' || f.fact
    FROM pg_catalog.pg_trigger AS t
    JOIN relation AS r ON r.oid = t.tgrelid
    CROSS JOIN LATERAL (
        SELECT pg_get_triggerdef(t.oid) AS fact
        UNION ALL
        SELECT CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled replica' ELSE 'enabled always' END
        WHERE t.tgenabled <> 'O'
        UNION ALL
        SELECT 'comes from the partitioned table'
        WHERE t.tgparentid <> 0
    ) AS f
    WHERE NOT t.tgisinternal
    UNION ALL
    -- Foreign keys and deferrable constraints work through triggers whose names hold oids.
    SELECT DISTINCT r.kind || ' ' || r.name || ': '
        || CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled replica' ELSE 'enabled always' END
        || ' trigger ' || t.tgfoid::regproc::text || ' of constraint ' || k.conrelid::regclass::text || '.'
            || quote_ident(k.conname)
    FROM pg_catalog.pg_trigger AS t
    JOIN relation AS r ON r.oid = t.tgrelid
    JOIN pg_catalog.pg_constraint AS k ON k.oid = t.tgconstraint
    WHERE t.tgisinternal AND t.tgenabled <> 'O'
    UNION ALL
    SELECT 'rule ' || r.name || '.' || quote_ident(w.rulename) || ': ' || f.fact
    FROM pg_catalog.pg_rewrite AS w
    JOIN relation AS r ON r.oid = w.ev_class
    CROSS JOIN LATERAL (
        SELECT pg_get_ruledef(w.oid) AS fact
        UNION ALL
        SELECT CASE w.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'enabled replica' ELSE 'enabled always' END
        WHERE w.ev_enabled <> 'O'
    ) AS f
    -- A view's query is its rule _RETURN.
    WHERE w.rulename <> '_RETURN'
    UNION ALL
    SELECT 'policy ' || r.name || '.' || quote_ident(p.polname) || ': '
        || CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END
        || ' for ' || CASE p.polcmd
            WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all'
        END
        || ' to ' || (
            SELECT string_agg(n.name, ', ' ORDER BY n.name COLLATE "C")
            FROM unnest(p.polroles) AS o (oid)
            CROSS JOIN LATERAL (SELECT CASE o.oid WHEN 0 THEN 'public'
                ELSE quote_ident(pg_get_userbyid(o.oid)) END) AS n (name)
        )
        || CASE WHEN p.polqual IS NULL THEN '' ELSE ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')' END
        || CASE WHEN p.polwithcheck IS NULL THEN ''
            ELSE ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')' END
    FROM pg_catalog.pg_policy AS p
    JOIN relation AS r ON r.oid = p.polrelid;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_triggers(oid[]) IS
'Triggers, rules and policies, and whether each is enabled.';
