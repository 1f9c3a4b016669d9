CREATE OR REPLACE FUNCTION pggit_internal.check_syntax(p_schema_changes text []) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_error jsonb;
BEGIN
    IF pggit_internal.setting('check_syntax') = 'off' THEN
        RETURN;
    END IF;
    v_error := pggit_internal.syntax_error(p_schema_changes);
    IF v_error IS NOT NULL THEN
        RAISE EXCEPTION '%', pggit_internal.shown(v_error ->> 'message')
            USING ERRCODE = v_error ->> 'sqlstate',
                  DETAIL = coalesce(pggit_internal.shown(v_error ->> 'detail'), ''),
                  HINT = 'Correct the statement. If it is meant for a newer PostgreSQL than this one: '
                      || 'UPDATE tb_pggit_setting SET value = ''off'' WHERE name = ''check_syntax'';';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_syntax(text []) IS
'Raises what PostgreSQL''s own parser says against declared texts (42601 and its like, with the place), unless the setting check_syntax is off.';
REVOKE ALL ON FUNCTION pggit_internal.check_syntax(text []) FROM PUBLIC;
