CREATE OR REPLACE FUNCTION pggit_internal.record_setting_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
-- As setting_rows() writes a row.
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
AS $function$
DECLARE
    v_old jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    v_new jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    v_old_key CONSTANT text := pggit_internal.setting_key(TG_TABLE_NAME, v_old);
    v_new_key CONSTANT text := pggit_internal.setting_key(TG_TABLE_NAME, v_new);
BEGIN
    -- A row whose key changes counts as one removed and one added.
    INSERT INTO public.tb_pggit_setting_history (table_name, row_key, event, old_row, new_row, db_role)
    SELECT TG_TABLE_NAME, k.row_key,
           CASE WHEN o.content IS NULL THEN 'added' WHEN n.content IS NULL THEN 'removed' ELSE 'changed' END,
           o.content, n.content, pggit_internal.caller()
    FROM (SELECT v_old_key UNION SELECT v_new_key) AS k (row_key)
    CROSS JOIN LATERAL (SELECT CASE WHEN k.row_key = v_old_key THEN v_old END) AS o (content)
    CROSS JOIN LATERAL (SELECT CASE WHEN k.row_key = v_new_key THEN v_new END) AS n (content)
    WHERE k.row_key IS NOT NULL AND o.content IS DISTINCT FROM n.content;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.record_setting_change() IS
'Trigger: records who changed what a team can set. SECURITY DEFINER: '
'a coordinator may change a setting, but not write the history.';
