CREATE OR REPLACE FUNCTION pggit_internal.new_intent_id() RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
-- The first 12 digits of a version 4 UUID are all random: that they were drawn before is for the primary key to see.
RETURN 'int_' || left(replace(gen_random_uuid()::text, '-', ''), 12);
COMMENT ON FUNCTION pggit_internal.new_intent_id() IS 'An intent id that nobody has had.';
