CREATE OR REPLACE FUNCTION pggit_internal.refuse_extension_name(
    p_kind text, p_name text, p_is_taken boolean
) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_is_taken THEN
        RAISE EXCEPTION '% "%" exists already', p_kind, pggit_internal.shown(p_name)
            USING ERRCODE = 'duplicate_object',
                  HINT = pggit_internal.shown(format(
                      'Choose another name, or SELECT pggit_remove_%s(%L); first.', p_kind, p_name
                  ));
    END IF;
    RAISE EXCEPTION '% "%" does not exist', p_kind, coalesce(pggit_internal.shown(left(p_name, 63)), 'null')
        USING ERRCODE = 'undefined_object',
              HINT = 'SELECT kind, name, function FROM v_pggit_extension; shows those that do.';
END
$function$;
COMMENT ON FUNCTION pggit_internal.refuse_extension_name(text, text, boolean) IS
'Raises 42710 for the name of a detector or suggester that is taken, 42704 for one that there is none of.';
