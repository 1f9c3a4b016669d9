CREATE OR REPLACE FUNCTION pggit_internal.object_identity(p_classid oid, p_objid oid, p_objsubid integer) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- An enum's label has an oid, but is no object to PostgreSQL.
    SELECT CASE
        WHEN p_classid = 'pg_enum'::regclass THEN (SELECT e.enumlabel FROM pg_enum AS e WHERE e.oid = p_objid)
        ELSE (SELECT i.identity FROM pg_identify_object(p_classid, p_objid, p_objsubid) AS i)
    END;
END;
COMMENT ON FUNCTION pggit_internal.object_identity(oid, oid, integer) IS
'The name of an object as a definition would write it, null when it is not there.';
