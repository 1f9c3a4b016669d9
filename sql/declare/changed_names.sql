CREATE OR REPLACE FUNCTION pggit_internal.changed_names(p_intent_id text, p_footprint pggit_internal.footprint[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH old AS (
        SELECT f.object_kind, f.object_name, f.parent_name, f.action, f.detail
        FROM pggit_internal.footprint AS f WHERE f.intent_id = p_intent_id
    ),

    new AS (
        SELECT f.object_kind, f.object_name, f.parent_name, f.action, f.detail FROM unnest(p_footprint) AS f
    )

    SELECT coalesce(array_agg(DISTINCT x.name), '{}')
    FROM (
        (SELECT o.* FROM old AS o
         EXCEPT
         SELECT n.* FROM new AS n)
        UNION ALL
        (SELECT n.* FROM new AS n
         EXCEPT
         SELECT o.* FROM old AS o)
    ) AS d
    -- A conflict names what is part of a table with it, and some of that without it.
    CROSS JOIN LATERAL (VALUES (d.object_name), (d.parent_name || '.' || d.object_name)) AS x (name)
    WHERE x.name IS NOT NULL;
END;
COMMENT ON FUNCTION pggit_internal.changed_names(text, pggit_internal.footprint[]) IS
'The objects to which an intent with this new footprint does something else than with the one that it has.';
