CREATE OR REPLACE FUNCTION pggit_internal.lines_of_privileges(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH relation AS MATERIALIZED (
        SELECT r.oid, r.relkind, r.relowner, r.kind, r.name FROM pggit_internal.user_relation AS r
            WHERE r.oid = ANY(p_scope)
    ),

    object AS (
        SELECT r.kind || ' ' || r.name AS name, r.relowner AS owner, c.relacl AS acl,
            acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", r.relowner) AS usual
        FROM relation AS r
        JOIN pg_catalog.pg_class AS c ON c.oid = r.oid
        WHERE c.relacl IS NOT NULL
        UNION ALL
        SELECT 'column ' || r.name || '.' || quote_ident(a.attname), r.relowner, a.attacl, acldefault('c', r.relowner)
        FROM pg_catalog.pg_attribute AS a
        JOIN relation AS r ON r.oid = a.attrelid
        WHERE a.attrelid >= 16384 AND a.attacl IS NOT NULL AND NOT a.attisdropped
        UNION ALL
        SELECT r.kind || ' ' || r.name, r.proowner, p.proacl, acldefault('f', r.proowner)
        FROM pggit_internal.user_routine AS r
        JOIN pg_catalog.pg_proc AS p ON p.oid = r.oid
        WHERE p.proacl IS NOT NULL AND r.oid = ANY(p_scope)
        UNION ALL
        SELECT u.kind || ' ' || u.name, u.typowner, t.typacl, acldefault('T', u.typowner)
        FROM pggit_internal.user_type AS u
        JOIN pg_catalog.pg_type AS t ON t.oid = u.oid
        WHERE t.typacl IS NOT NULL AND u.oid = ANY(p_scope)
        UNION ALL
        SELECT 'schema ' || s.name, n.nspowner, n.nspacl, acldefault('n', n.nspowner)
        FROM pggit_internal.user_schema AS s
        JOIN pg_catalog.pg_namespace AS n ON n.oid = s.oid
        WHERE n.nspacl IS NOT NULL AND NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid
        )
        UNION ALL
        SELECT 'language ' || quote_ident(l.lanname), l.lanowner, l.lanacl, acldefault('l', l.lanowner)
        FROM pg_catalog.pg_language AS l
        WHERE l.lanacl IS NOT NULL AND NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_language'::regclass AND m.objid = l.oid
        )
        UNION ALL
        SELECT 'foreign data wrapper ' || quote_ident(w.fdwname), w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
        FROM pg_catalog.pg_foreign_data_wrapper AS w
        WHERE w.fdwacl IS NOT NULL AND NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid
        )
        UNION ALL
        SELECT 'server ' || quote_ident(s.srvname), s.srvowner, s.srvacl, acldefault('S', s.srvowner)
        FROM pg_catalog.pg_foreign_server AS s
        WHERE s.srvacl IS NOT NULL AND NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_foreign_server'::regclass AND m.objid = s.oid
        )
        UNION ALL
        -- Those of a schema add to the usual ones, the others stand in their place.
        SELECT
            'default privileges of ' || quote_ident(pg_get_userbyid(d.defaclrole))
            || CASE d.defaclnamespace WHEN 0 THEN '' ELSE ' in schema ' || d.defaclnamespace::regnamespace::text END
            || ' on ' || CASE d.defaclobjtype
                WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
                    WHEN 'n' THEN 'schemas'
                ELSE 'large objects'
            END,
            d.defaclrole,
            d.defaclacl,
            CASE d.defaclnamespace
                WHEN 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
                    ELSE NULL
            END
        FROM pg_catalog.pg_default_acl AS d
        WHERE d.defaclrole NOT IN (SELECT r.oid FROM pg_catalog.pg_roles AS r
                                   WHERE r.rolname IN ('pggit_owner', 'pggit_prover', 'pggit_runner'))
    ),

    -- What was granted, and what was taken from the rights that come with the object.
    change AS (
        SELECT o.name, o.owner, a.grantor, a.grantee, a.privilege_type, a.is_grantable, sum(a.sign) AS sign
        FROM object AS o
        CROSS JOIN LATERAL (
            -- Items that are in both tell nothing; aclexplode refuses an array without dimensions.
            SELECT e.grantor, e.grantee, e.privilege_type, e.is_grantable, 1 AS sign
            FROM aclexplode(nullif(ARRAY(
                SELECT i.item FROM unnest(o.acl) AS i (item) WHERE (i.item = ANY(o.usual)) IS NOT TRUE
            ), '{}')) AS e
            UNION ALL
            SELECT e.grantor, e.grantee, e.privilege_type, e.is_grantable, -1
            FROM aclexplode(nullif(
                ARRAY(SELECT i.item FROM unnest(o.usual) AS i (item) WHERE NOT i.item = ANY(o.acl)), '{}')) AS e
        ) AS a
        GROUP BY o.name, o.owner, a.grantor, a.grantee, a.privilege_type, a.is_grantable
        HAVING sum(a.sign) <> 0
    )

    SELECT CASE WHEN c.sign > 0 THEN 'grant' ELSE 'revoke' END || ' on ' || c.name
        || CASE WHEN c.sign > 0 THEN ' to ' ELSE ' from ' END || CASE c.grantee WHEN 0 THEN 'public'
            ELSE quote_ident(pg_get_userbyid(c.grantee)) END
        || CASE WHEN c.grantor = c.owner THEN '' ELSE ' by ' || quote_ident(pg_get_userbyid(c.grantor)) END
        || ': ' || string_agg(c.privilege_type || CASE WHEN c.is_grantable THEN ' with grant option'
            ELSE '' END, ', ' ORDER BY c.privilege_type COLLATE "C")
    FROM change AS c
    -- What the installation of pggit gave to its own roles.
    WHERE NOT (c.name = 'schema public'
        AND pg_get_userbyid(c.grantee) IN ('pggit_owner', 'pggit_agent', 'pggit_coordinator', 'pggit_auditor',
            'pggit_prover', 'pggit_runner'))
    GROUP BY c.name, c.owner, c.grantor, c.grantee, c.sign;
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_privileges(oid[]) IS
'Who was granted what, and which of the rights that come with an object were revoked: '
'compared with acldefault, so that rights never touched and the same rights set again are alike. '
'Default privileges too.';
