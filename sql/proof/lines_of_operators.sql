CREATE OR REPLACE FUNCTION pggit_internal.lines_of_operators() RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Few databases have any of these: the look by oid costs next to nothing.
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_operator AS o WHERE o.oid >= 16384)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_opfamily AS f WHERE f.oid >= 16384)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_amop AS o WHERE o.oid >= 16384)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_amproc AS p WHERE p.oid >= 16384) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH family AS (
        SELECT
            f.oid,
            f.opfowner,
            s.name || '.' || quote_ident(f.opfname) || ' using ' || quote_ident(a.amname) AS name
        FROM pg_catalog.pg_opfamily AS f
        JOIN (
            SELECT u.oid, u.name
                FROM pggit_internal.user_schema AS u UNION ALL SELECT 'pg_catalog'::regnamespace, 'pg_catalog'
        ) AS s ON s.oid = f.opfnamespace
        JOIN pg_catalog.pg_am AS a ON a.oid = f.opfmethod
        WHERE NOT EXISTS (
            SELECT FROM pggit_internal.extension_member AS m
            WHERE m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid
        )
    )
    SELECT 'operator ' || o.oid::regoperator::text || ': ' || concat_ws(
        ', ',
        CASE WHEN o.oprcode = 0 THEN 'declared only' ELSE 'function ' || o.oprcode::regprocedure::text END,
        CASE WHEN o.oprresult <> 0 THEN 'result ' || format_type(o.oprresult, NULL) END,
        CASE WHEN o.oprcom <> 0 THEN 'commutator ' || o.oprcom::regoperator::text END,
        CASE WHEN o.oprnegate <> 0 THEN 'negator ' || o.oprnegate::regoperator::text END,
        CASE WHEN o.oprrest <> 0 THEN 'restrict ' || o.oprrest::regproc::text END,
        CASE WHEN o.oprjoin <> 0 THEN 'join ' || o.oprjoin::regproc::text END,
        CASE WHEN o.oprcanhash THEN 'hashes' END,
        CASE WHEN o.oprcanmerge THEN 'merges' END,
        'owner ' || quote_ident(pg_get_userbyid(o.oprowner))
    )
    FROM pg_catalog.pg_operator AS o
    JOIN pggit_internal.user_schema AS s ON s.oid = o.oprnamespace
    WHERE o.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.oid
    )
    UNION ALL
    SELECT 'operator family ' || f.name || ': owner ' || quote_ident(pg_get_userbyid(f.opfowner))
    FROM family AS f
    WHERE f.oid >= 16384
    UNION ALL
    SELECT 'operator class ' || s.name || '.' || quote_ident(c.opcname) || ' using ' || quote_ident(a.amname) || ': '
        || CASE WHEN c.opcdefault THEN 'default ' ELSE '' END || 'for ' || format_type(c.opcintype, NULL)
        || ', family ' || f.opfnamespace::regnamespace::text || '.' || quote_ident(f.opfname)
        || CASE WHEN c.opckeytype <> 0 THEN ', storage ' || format_type(c.opckeytype, NULL) ELSE '' END
        || ', owner ' || quote_ident(pg_get_userbyid(c.opcowner))
    FROM pg_catalog.pg_opclass AS c
    JOIN pggit_internal.user_schema AS s ON s.oid = c.opcnamespace
    JOIN pg_catalog.pg_am AS a ON a.oid = c.opcmethod
    JOIN pg_catalog.pg_opfamily AS f ON f.oid = c.opcfamily
    WHERE c.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_opclass'::regclass AND m.objid = c.oid
    )
    UNION ALL
    SELECT 'operator family ' || f.name || ': operator ' || o.amopstrategy || ' for '
        || format_type(o.amoplefttype, NULL) || ', '
        || format_type(o.amoprighttype, NULL) || ': ' || o.amopopr::regoperator::text
        || CASE
            WHEN o.amopsortfamily = 0 THEN ''
            ELSE ', ordered by ' || (
                SELECT n.opfnamespace::regnamespace::text || '.' || quote_ident(n.opfname)
                FROM pg_catalog.pg_opfamily AS n
                WHERE n.oid = o.amopsortfamily
            )
        END
    FROM pg_catalog.pg_amop AS o
    JOIN family AS f ON f.oid = o.amopfamily
    WHERE o.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_operator'::regclass AND m.objid = o.amopopr
    )
    UNION ALL
    SELECT 'operator family ' || f.name || ': function ' || p.amprocnum || ' for '
        || format_type(p.amproclefttype, NULL) || ', '
        || format_type(p.amprocrighttype, NULL) || ': ' || p.amproc::regprocedure::text
    FROM pg_catalog.pg_amproc AS p
    JOIN family AS f ON f.oid = p.amprocfamily
    WHERE p.oid >= 16384 AND NOT EXISTS (
        SELECT FROM pggit_internal.extension_member AS m
        WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.amproc
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_operators() IS
'Operators, operator classes and families; what was added to a family of PostgreSQL''s own, too.';
