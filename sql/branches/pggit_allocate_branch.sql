CREATE OR REPLACE FUNCTION public.pggit_allocate_branch(feature_name text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_slug text := pggit_internal.branch_slug(
        pggit_internal.checked_text(pggit_allocate_branch.feature_name, 'feature_name', 'oauth2_login')
    );
    v_number integer;
    v_branch text;
BEGIN
    LOOP
        INSERT INTO pggit_internal.branch_counter AS c (slug, last_number) VALUES (v_slug, 1)
        ON CONFLICT ON CONSTRAINT branch_counter_pkey DO UPDATE SET last_number = c.last_number + 1
        RETURNING c.last_number INTO v_number;
        v_branch := format('feature/%s_%s', v_slug, lpad(v_number::text, greatest(3, length(v_number::text)), '0'));
        -- Somebody may have named a branch of theirs just so in an INSERT.
        EXIT WHEN NOT EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.branch_name = v_branch);
    END LOOP;
    RETURN v_branch;
END
$function$;
COMMENT ON FUNCTION public.pggit_allocate_branch(text) IS
'The next free branch name for a feature: feature/<slug>_001, _002, ... Registering an intent does this by itself. SECURITY DEFINER: agents have no rights on the counters. Raises 22004, 22023 or 22001 for a name that is null, blank, too long or has control characters.';
REVOKE ALL ON FUNCTION public.pggit_allocate_branch(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.pggit_allocate_branch(text) TO pggit_agent, pggit_coordinator;
