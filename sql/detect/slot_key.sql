CREATE OR REPLACE FUNCTION pggit_internal.slot_key(p_key text, p_slot integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN p_key || '/' || lpad(p_slot::text, 2, '0');
COMMENT ON FUNCTION pggit_internal.slot_key(text, integer) IS
'The row of object_key that sessions with this slot lock of a schema.';
