CREATE OR REPLACE FUNCTION pggit_internal.refuse_encoding(p_texts text[], p_field text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RAISE EXCEPTION '% has characters that are not ASCII', p_field
        USING ERRCODE = 'feature_not_supported',
              DETAIL = format(
                  'The encoding of this database is SQL_ASCII, which does not say what they are. '
                  'The first comes after %L.',
                  pggit_internal.shown(right(substring(array_to_string(p_texts, ' ') FROM '^[[:ascii:]]*'), 40))
              ),
              HINT = 'Keep to ASCII, or install pggit in a database with another encoding, UTF8 for example.';
END
$function$;
COMMENT ON FUNCTION pggit_internal.refuse_encoding(text[], text) IS 'Raises 0A000 for texts that are not readable.';
