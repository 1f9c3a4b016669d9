CREATE OR REPLACE FUNCTION public.pggit_allocate_branch(feature_name text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN pggit_internal.next_branch(
        pggit_internal.checked_text(pggit_allocate_branch.feature_name, 'feature_name', 'oauth2_login')
    );
END
$function$;
COMMENT ON FUNCTION public.pggit_allocate_branch(text) IS
'The next free branch name for a feature: feature/<slug>_001, _002, ... Registering an intent does this by itself. '
'SECURITY DEFINER: agents have no rights on the counters. Raises 22004, 22023 or 22001 for a name that is null, '
'blank, too long or has control characters.';
