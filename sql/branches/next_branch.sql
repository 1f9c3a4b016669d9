CREATE OR REPLACE FUNCTION pggit_internal.next_branch(p_feature_name text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_slug CONSTANT text := pggit_internal.branch_slug(p_feature_name);
    v_number integer;
    v_branch text;
BEGIN
    LOOP
        INSERT INTO pggit_internal.branch_counter AS c (slug, last_number) VALUES (v_slug, 1)
        ON CONFLICT ON CONSTRAINT branch_counter_pkey DO UPDATE SET last_number = c.last_number + 1
        RETURNING c.last_number INTO v_number;
        v_branch := format('feature/%s_%s', v_slug, lpad(v_number::text, greatest(3, length(v_number::text)), '0'));
        -- Somebody may have given this name to a branch in an INSERT.
        EXIT WHEN NOT EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.branch_name = v_branch);
    END LOOP;
    RETURN v_branch;
END
$function$;
COMMENT ON FUNCTION pggit_internal.next_branch(text) IS
'What pggit_allocate_branch returns, for a feature name that has been checked.';
