CREATE OR REPLACE FUNCTION pggit_internal.proof_obstacle(p_provable jsonb, p_footprint jsonb) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_rows_allowed boolean := pggit_internal.setting('prove_tables_with_rows') = 'yes';
    v_max_bytes bigint := pggit_internal.setting('prove_max_table_bytes')::bigint;
    v_statements text := pggit_internal.setting('prove_statements');
    v_obstacle text;
BEGIN
    -- A function that declared text makes can be given to any role of which pggit_prover is a member, and then runs as
    -- that role. With the rights of one of ours it could read in a proof what row security hides, and say it in an
    -- error's message.
    SELECT format('pggit_prover is a member of %I, %s, which declared text could become; revoke that',
                  r.rolname, CASE WHEN r.rolsuper THEN 'a superuser' ELSE 'who may use pggit' END)
    INTO v_obstacle
    FROM pg_roles AS r
    WHERE (r.rolsuper OR r.rolname IN ('pggit_owner', 'pggit_coordinator', 'pggit_auditor', 'pggit_agent'))
        AND pg_has_role('pggit_prover', r.oid, 'MEMBER')
    ORDER BY r.rolsuper DESC, r.rolname
    LIMIT 1;
    IF FOUND THEN
        RETURN v_obstacle;
    END IF;

    SELECT format('statement %s (%s) is not executed in a proof: %s', s.statement_no, coalesce(s.tag, 'not understood'),
                  CASE WHEN s.needs IS NULL THEN 'its kind is not on the list of those that may be'
                      ELSE format('the setting prove_statements is %s, it would have to be %s', v_statements,
                          s.needs) END)
    INTO v_obstacle
    FROM jsonb_to_recordset(p_provable) AS s (statement_no integer, tag text, needs text)
    WHERE s.needs IS NULL
        OR array_position(ARRAY['ddl', 'do', 'all'], s.needs) > array_position(ARRAY['ddl', 'do', 'all'], v_statements)
    ORDER BY s.statement_no
    LIMIT 1;
    IF FOUND THEN
        RETURN v_obstacle;
    END IF;

    -- A table of the footprint, and what inherits from it or is a partition of it: ALTER reaches those too.
    WITH RECURSIVE touched AS (
        -- Not by to_regclass, which fails where the owner of this system has no right to use a schema.
        SELECT c.oid
        FROM pggit_internal.footprint_rows(p_footprint) AS f
        CROSS JOIN LATERAL parse_ident(substr(f.key, 10)) AS i (parts)
        JOIN pg_namespace AS n ON n.nspname = CASE cardinality(i.parts) WHEN 1 THEN 'public' ELSE i.parts[1] END
        JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = i.parts[cardinality(i.parts)]
        WHERE starts_with(f.key, 'relation:')
        UNION
        SELECT h.inhrelid FROM touched AS t JOIN pg_inherits AS h ON h.inhparent = t.oid
    )
    SELECT format('table %s %s; prove in the shadow, or change the setting %s', c.oid::regclass,
                  CASE WHEN v_rows_allowed THEN format('has %s bytes', pg_table_size(c.oid)) ELSE 'may hold rows' END,
                  CASE WHEN v_rows_allowed THEN 'prove_max_table_bytes' ELSE 'prove_tables_with_rows' END)
    INTO v_obstacle
    FROM touched AS t
    JOIN pg_class AS c ON c.oid = t.oid
    WHERE c.relkind IN ('r', 'm')
        AND (pg_relation_size(c.oid) > v_max_bytes OR (NOT v_rows_allowed AND pg_relation_size(c.oid) > 0))
    ORDER BY pg_relation_size(c.oid) DESC
    LIMIT 1;
    RETURN v_obstacle;
END
$function$;
COMMENT ON FUNCTION pggit_internal.proof_obstacle(jsonb, jsonb) IS
'Why a change must not be executed here (pggit_prover could become a superuser or use pggit, a statement''s kind, '
'a table that is too large or holds rows), null when nothing stands in the way.';
