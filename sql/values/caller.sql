CREATE OR REPLACE FUNCTION pggit_internal.caller() RETURNS name
LANGUAGE sql STABLE PARALLEL RESTRICTED
-- In a SECURITY DEFINER function current_user is its owner; the parameter role still shows what SET ROLE chose.
RETURN coalesce(nullif(current_setting('role', true), 'none')::name, session_user);
COMMENT ON FUNCTION pggit_internal.caller() IS
'The role that the caller logged in as, or set with SET ROLE, also inside SECURITY DEFINER functions.';
