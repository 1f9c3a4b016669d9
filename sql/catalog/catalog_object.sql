CREATE OR REPLACE FUNCTION pggit_internal.catalog_object(
    p_classid oid, p_objid oid, p_objsubid integer,
    OUT object_kind text, OUT object_name text, OUT parent_name text, OUT key text
)
RETURNS record
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_relation oid;
BEGIN
    CASE p_classid
    WHEN 'pg_class'::regclass THEN
        SELECT CASE c.relkind
                   WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                   WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'
                   WHEN 'c' THEN 'type'
               END,
               pggit_internal.shown_name(n.nspname, c.relname),
               (SELECT pggit_internal.shown_name(tn.nspname, t.relname)
                FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
                    JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
                WHERE i.indexrelid = c.oid AND c.relkind IN ('i', 'I'))
        INTO object_kind, object_name, parent_name
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.oid = p_objid AND n.nspname <> 'pg_toast';
        key := 'relation:' || object_name;
        IF p_objsubid <> 0 THEN
            parent_name := object_name;
            SELECT CASE object_kind WHEN 'type' THEN 'attribute' ELSE 'column' END, quote_ident(a.attname)
            INTO object_kind, object_name
            FROM pg_attribute AS a
            WHERE a.attrelid = p_objid AND a.attnum = p_objsubid AND NOT a.attisdropped;
        END IF;
        RETURN;
    WHEN 'pg_type'::regclass THEN
        -- A relation's own row type and array types come and go with what they belong to.
        SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, pggit_internal.shown_name(n.nspname, t.typname)
        INTO object_kind, object_name
        FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
        WHERE t.oid = p_objid AND t.typtype IN ('d', 'e', 'r', 'b') AND t.typrelid = 0 AND t.typcategory <> 'A';
        key := 'relation:' || object_name;
        RETURN;
    WHEN 'pg_proc'::regclass THEN
        SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
               format('%s(%s)', pggit_internal.shown_name(n.nspname, p.proname), pggit_internal.routine_args(p.oid)),
               'routine:' || pggit_internal.shown_name(n.nspname, p.proname)
        INTO object_kind, object_name, key
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE p.oid = p_objid;
        RETURN;
    WHEN 'pg_statistic_ext'::regclass THEN
        SELECT 'statistics', pggit_internal.shown_name(n.nspname, s.stxname) INTO object_kind, object_name
        FROM pg_statistic_ext AS s JOIN pg_namespace AS n ON n.oid = s.stxnamespace
        WHERE s.oid = p_objid;
        key := 'statistics:' || object_name;
        RETURN;
    WHEN 'pg_constraint'::regclass THEN
        SELECT 'constraint', quote_ident(k.conname), k.conrelid INTO object_kind, object_name, v_relation
        FROM pg_constraint AS k WHERE k.oid = p_objid AND k.conrelid <> 0;
    WHEN 'pg_trigger'::regclass THEN
        SELECT 'trigger', quote_ident(t.tgname), t.tgrelid INTO object_kind, object_name, v_relation
        FROM pg_trigger AS t WHERE t.oid = p_objid AND NOT t.tgisinternal;
    WHEN 'pg_policy'::regclass THEN
        SELECT 'policy', quote_ident(p.polname), p.polrelid INTO object_kind, object_name, v_relation
        FROM pg_policy AS p WHERE p.oid = p_objid;
    WHEN 'pg_rewrite'::regclass THEN
        SELECT 'rule', quote_ident(r.rulename), r.ev_class INTO object_kind, object_name, v_relation
        FROM pg_rewrite AS r WHERE r.oid = p_objid AND r.rulename <> '_RETURN';
    WHEN 'pg_attrdef'::regclass THEN
        SELECT 'default', quote_ident(a.attname), d.adrelid INTO object_kind, object_name, v_relation
        FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.oid = p_objid;
    ELSE
        RETURN;
    END CASE;
    SELECT pggit_internal.shown_name(n.nspname, c.relname) INTO parent_name
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = v_relation;
    key := 'relation:' || parent_name;
END
$function$;
COMMENT ON FUNCTION pggit_internal.catalog_object(oid, oid, integer) IS
'What a footprint row about an object of the catalog says: kind (default for a column''s default), name, parent '
'and key; a kind of null for what footprints do not name.';
