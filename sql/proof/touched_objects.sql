CREATE OR REPLACE FUNCTION pggit_internal.touched_objects(OUT scope oid[], OUT names jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- Compiling the query would take longer than running it.
SET jit = off
AS $function$
BEGIN
    -- Two traces lead to all that this transaction did to the schema. Catalog rows that it wrote: age() counts back
    -- from the transaction's number, and its subtransactions came later. Locks: whoever takes away a part of a
    -- relation holds one on the relation until the end, whoever takes away another object holds one on that
    -- (dependency.c of PostgreSQL). PostgreSQL's own objects, which a proof cannot change, have lower numbers: where
    -- they are many, an index leads past them.
    WITH touched (classid, objid, objsubid) AS (
        SELECT 'pg_class'::regclass::oid, c.oid, 0 FROM pg_class AS c WHERE age(c.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM pg_attribute AS a WHERE age(a.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, x.indexrelid, 0 FROM pg_index AS x WHERE age(x.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, s.seqrelid, 0 FROM pg_sequence AS s WHERE age(s.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, i.inhrelid, 0 FROM pg_inherits AS i WHERE age(i.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, p.partrelid, 0 FROM pg_partitioned_table AS p WHERE age(p.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, d.adrelid, 0 FROM pg_attrdef AS d WHERE age(d.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, t.tgrelid, 0 FROM pg_trigger AS t WHERE age(t.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, w.ev_class, 0 FROM pg_rewrite AS w WHERE age(w.xmin) <= 0
        UNION ALL SELECT 'pg_class'::regclass, p.polrelid, 0 FROM pg_policy AS p WHERE age(p.xmin) <= 0
        UNION ALL SELECT 'pg_constraint'::regclass, k.oid, 0 FROM pg_constraint AS k WHERE age(k.xmin) <= 0
        UNION ALL SELECT 'pg_proc'::regclass, p.oid, 0 FROM pg_proc AS p WHERE p.oid >= 16384 AND age(p.xmin) <= 0
        UNION ALL SELECT 'pg_proc'::regclass, a.aggfnoid, 0 FROM pg_aggregate AS a WHERE age(a.xmin) <= 0
        UNION ALL SELECT 'pg_type'::regclass, t.oid, 0 FROM pg_type AS t WHERE t.oid >= 16384 AND age(t.xmin) <= 0
        UNION ALL SELECT 'pg_enum'::regclass, e.oid, 0 FROM pg_enum AS e WHERE age(e.xmin) <= 0
        UNION ALL SELECT 'pg_namespace'::regclass, n.oid, 0 FROM pg_namespace AS n WHERE age(n.xmin) <= 0
        UNION ALL SELECT 'pg_operator'::regclass, o.oid, 0 FROM pg_operator AS o WHERE o.oid >= 16384
            AND age(o.xmin) <= 0
        UNION ALL SELECT 'pg_opclass'::regclass, o.oid, 0 FROM pg_opclass AS o WHERE o.oid >= 16384 AND age(o.xmin) <= 0
        UNION ALL SELECT 'pg_collation'::regclass, c.oid, 0 FROM pg_collation AS c WHERE c.oid >= 16384
            AND age(c.xmin) <= 0
        UNION ALL SELECT 'pg_ts_config'::regclass, c.oid, 0 FROM pg_ts_config AS c WHERE c.oid >= 16384
            AND age(c.xmin) <= 0
        UNION ALL SELECT 'pg_ts_dict'::regclass, d.oid, 0 FROM pg_ts_dict AS d WHERE d.oid >= 16384 AND age(d.xmin) <= 0
        UNION ALL SELECT 'pg_language'::regclass, l.oid, 0 FROM pg_language AS l WHERE age(l.xmin) <= 0
        UNION ALL SELECT d.classoid, d.objoid, d.objsubid FROM pg_description AS d WHERE d.objoid >= 16384
            AND age(d.xmin) <= 0
        UNION ALL SELECT l.classoid, l.objoid, l.objsubid FROM pg_seclabel AS l WHERE age(l.xmin) <= 0
        UNION ALL
        SELECT CASE l.locktype WHEN 'relation' THEN 'pg_class'::regclass ELSE l.classid END,
               CASE l.locktype WHEN 'relation' THEN l.relation ELSE l.objid END, 0
        FROM pg_locks AS l
        WHERE l.pid = pg_backend_pid() AND l.locktype IN ('relation', 'object')
            AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
    )

    SELECT
        ARRAY(
            SELECT t.objid FROM touched AS t
            UNION
            -- The lines know a relation with all its parts as one, and a domain likewise.
            SELECT x.indrelid FROM touched AS t JOIN pg_index AS x ON x.indexrelid = t.objid
            UNION
            SELECT nullif(k.conrelid, 0) FROM touched AS t JOIN pg_constraint AS k ON k.oid = t.objid
            UNION
            SELECT nullif(k.contypid, 0) FROM touched AS t JOIN pg_constraint AS k ON k.oid = t.objid
            UNION
            -- How a query is written out also depends on the other columns of what it reads.
            SELECT coalesce(w.ev_class, d.objid)
            FROM touched AS t
            JOIN pg_depend AS d ON d.refclassid = t.classid AND d.refobjid = t.objid
                AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass)
            LEFT JOIN pg_rewrite AS w ON w.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
            WHERE t.classid = 'pg_class'::regclass AND t.objsubid > 0
        ),
        (
            SELECT jsonb_object_agg(
                concat_ws('.', o.classid, o.objid, o.objsubid),
                    pggit_internal.object_identity(o.classid, o.objid, o.objsubid)
            )
            FROM (SELECT DISTINCT t.classid, t.objid, t.objsubid FROM touched AS t) AS o
        )
    INTO scope, names;
END
$function$;
COMMENT ON FUNCTION pggit_internal.touched_objects() IS
'What this transaction has done to the schema so far: the oids of the relations, routines and types that it '
'touched, and what all that it touched is called now ({"classid.objid.objsubid": name}, null when it is gone). '
'The definition of anything else is as it was, but for names in it.';
