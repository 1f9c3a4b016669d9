CREATE OR REPLACE FUNCTION pggit_internal.check_encoding(p_texts text [], p_field text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF getdatabaseencoding() = 'SQL_ASCII' AND array_to_string(p_texts, '') ~ '[^[:ascii:]]' THEN
        RAISE EXCEPTION '% has characters that are not ASCII', p_field
            USING ERRCODE = 'feature_not_supported',
                  DETAIL = 'The encoding of this database is SQL_ASCII, which does not say what they are.',
                  HINT = 'Keep to ASCII, or install pggit in a database with another encoding, UTF8 for example.';
    END IF;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_encoding(text [], text) IS
'Raises 0A000 for other characters than ASCII where the database does not know its encoding: PL/Python cannot give them back.';
REVOKE ALL ON FUNCTION pggit_internal.check_encoding(text [], text) FROM PUBLIC;
