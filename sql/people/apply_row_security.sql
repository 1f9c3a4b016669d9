CREATE OR REPLACE FUNCTION pggit_internal.apply_row_security() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_on boolean := pggit_internal.setting('row_security') = 'on';
    v_relation record;
BEGIN
    -- A view over both sides of a conflict must not show a row to a caller's own function before the policies see it.
    FOR v_relation IN
        SELECT c.relname, c.relkind
        FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ '^(tb|v)_pggit_'
            AND CASE c.relkind
                WHEN 'r' THEN EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = c.oid) AND c.relrowsecurity <> v_on
                WHEN 'v' THEN coalesce('security_barrier=true' = ANY(c.reloptions), false) <> v_on
                ELSE false
            END
        ORDER BY c.relname
    LOOP
        EXECUTE CASE
            WHEN v_relation.relkind = 'v'
                THEN format('ALTER VIEW public.%I SET (security_barrier = %s)', v_relation.relname, v_on::text)
            WHEN v_on THEN format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', v_relation.relname)
            ELSE format('ALTER TABLE public.%I DISABLE ROW LEVEL SECURITY', v_relation.relname)
        END;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION pggit_internal.apply_row_security() IS
'Brings the tables that have policies, and the views, in line with the setting row_security; '
'off costs reading nothing.';
