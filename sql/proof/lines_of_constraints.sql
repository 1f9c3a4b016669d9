CREATE OR REPLACE FUNCTION pggit_internal.lines_of_constraints(p_scope oid[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT 'constraint ' || r.name || '.' || quote_ident(k.conname) || ': ' || pg_get_constraintdef(k.oid)
        || CASE WHEN k.coninhcount = 0 THEN '' WHEN k.conislocal THEN ', inherited and its own' ELSE ', inherited' END
        -- Which of several unique indexes a foreign key rests on decides which one cannot be dropped.
        || CASE
            WHEN k.contype = 'f'
                AND NOT (SELECT x.indisprimary FROM pg_catalog.pg_index AS x WHERE x.indexrelid = k.conindid)
                THEN ', by index ' || k.conindid::regclass::text
            ELSE ''
        END
    FROM pg_catalog.pg_constraint AS k
    JOIN pggit_internal.user_relation AS r ON r.oid = k.conrelid AND r.oid = ANY(p_scope)
    -- A constraint trigger is among the triggers. A foreign key to a partitioned table has a copy per partition of
    -- that, numbered as the partitions came: nobody can drop or rename one by itself.
    WHERE k.contype <> 't' AND (k.conparentid = 0 OR k.conrelid <> (
        SELECT p.conrelid FROM pg_catalog.pg_constraint AS p WHERE p.oid = k.conparentid
    ))
    UNION ALL
    SELECT 'constraint ' || t.name || '.' || quote_ident(k.conname) || ': ' || pg_get_constraintdef(k.oid)
    FROM pg_catalog.pg_constraint AS k
    JOIN pggit_internal.user_type AS t ON t.oid = k.contypid AND k.conrelid = 0 AND t.oid = ANY(p_scope);
END
$function$;
COMMENT ON FUNCTION pggit_internal.lines_of_constraints(oid[]) IS
'The constraints of tables and domains; a definition says NOT VALID where it is so.';
