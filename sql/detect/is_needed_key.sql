CREATE OR REPLACE FUNCTION pggit_internal.is_needed_key(p_key text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- The row of a schema ends with the number of its slot; a / in a schema's name stands in quotes.
    -- The row detector: is nobody's object, and must not be made anew: see schema/130_extensions.sql.
    SELECT p_key = 'detector:' OR EXISTS (
        SELECT FROM pggit_internal.footprint AS f
        WHERE f.key = regexp_replace(p_key, '^(schema:.*)/[0-9]{2}$', '\1')
    );
END;
COMMENT ON FUNCTION pggit_internal.is_needed_key(text) IS
'Whether an active intent touches the object of this row of object_key.';
