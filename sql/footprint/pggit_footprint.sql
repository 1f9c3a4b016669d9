CREATE OR REPLACE FUNCTION public.pggit_footprint(schema_changes text[])
RETURNS TABLE (statement_no integer, object_kind text, object_name text, parent_name text, action text, detail jsonb)
LANGUAGE sql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail
    FROM pggit_internal.footprint_rows(
        pggit_internal.read_declared(pggit_footprint.schema_changes, NULL, false, NULL) -> 'footprint'
    ) AS f
    WHERE f.statement_no > 0;
END;
COMMENT ON FUNCTION public.pggit_footprint(text[]) IS
'What the system understands of DDL: one row per object that it creates, alters, drops, renames or uses. '
'Writes nothing. SECURITY DEFINER: the reader is in pggit_internal.';
