CREATE OR REPLACE FUNCTION pggit_internal.dependents(p_classid oid, p_objid oid, p_objsubid integer)
RETURNS TABLE (classid oid, objid oid, objsubid integer, goes_along boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- A view's rule stands for the view and a generated column's expression for the column: that is what a drop takes.
    RETURN QUERY
    SELECT
        CASE WHEN r.oid IS NOT NULL OR e.oid IS NOT NULL THEN 'pg_class'::regclass::oid ELSE d.classid END,
        coalesce(r.ev_class, e.adrelid, d.objid),
        CASE WHEN e.oid IS NOT NULL THEN e.adnum::integer ELSE d.objsubid END,
        -- A row type goes with its relation, but a generated column does not go with what it is made from.
        d.deptype <> 'n' AND e.oid IS NULL
    FROM pg_depend AS d
    LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
    LEFT JOIN (
        pg_attrdef AS e JOIN pg_attribute AS a ON a.attrelid = e.adrelid AND a.attnum = e.adnum AND a.attgenerated <> ''
    ) ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
    WHERE d.refclassid = p_classid AND d.refobjid = p_objid AND (p_objsubid = 0 OR d.refobjsubid = p_objsubid)
        AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
    UNION ALL
    -- A column that a child has only from its parent; no dependency says so.
    SELECT p_classid, b.attrelid, b.attnum::integer, true
    FROM pg_inherits AS h
    JOIN pg_attribute AS a ON a.attrelid = h.inhparent AND a.attnum = p_objsubid
    JOIN pg_attribute AS b ON b.attrelid = h.inhrelid AND b.attname = a.attname AND b.attinhcount = 1 AND NOT b.attislocal
    WHERE p_objsubid > 0 AND p_classid = 'pg_class'::regclass AND h.inhparent = p_objid;
END
$function$;
COMMENT ON FUNCTION pggit_internal.dependents(oid, oid, integer) IS
'What depends on an object by itself, and whether it goes along when the object is dropped without CASCADE.';
