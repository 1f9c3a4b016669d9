CREATE OR REPLACE FUNCTION public.pggit_version() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN :'version';
COMMENT ON FUNCTION public.pggit_version() IS 'The version of pggit that is installed here, as in 0.2.0.';
