CREATE OR REPLACE FUNCTION pggit_internal.is_readable(p_texts text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN getdatabaseencoding() <> 'SQL_ASCII' OR array_to_string(p_texts, '') !~ '[^[:ascii:]]';
COMMENT ON FUNCTION pggit_internal.is_readable(text[]) IS
'Whether PL/Python can give these texts back: not other characters than ASCII where the database does not know its '
'encoding.';
