CREATE OR REPLACE FUNCTION pggit_internal.shown(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
RETURN regexp_replace(p_text, '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]', '?', 'g');
COMMENT ON FUNCTION pggit_internal.shown(text) IS
'Somebody''s text for a message: control characters, which a terminal would obey, and marks that turn the '
'direction of writing become question marks; tabs and line breaks stay.';
