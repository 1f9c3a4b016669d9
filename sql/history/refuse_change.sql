CREATE OR REPLACE FUNCTION pggit_internal.refuse_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RAISE EXCEPTION '% on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = TG_ARGV[0], DETAIL = TG_ARGV[1], HINT = TG_ARGV[2];
END
$function$;
COMMENT ON FUNCTION pggit_internal.refuse_change() IS
'Trigger: refuses the statement. Its arguments are the SQLSTATE, the reason and what to do instead.';
