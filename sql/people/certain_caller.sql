CREATE OR REPLACE FUNCTION pggit_internal.certain_caller() RETURNS name
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- ANALYZE, REINDEX or REFRESH by a superuser, autovacuum too, runs functions of a table's owner: as that owner, but
    -- in the superuser's session, so that caller() would name the wrong one. PostgreSQL marks such moments as
    -- security-restricted and refuses UNLISTEN there. Elsewhere this UNLISTEN does nothing, on a standby neither.
    UNLISTEN pggit_internal_nothing;
    RETURN pggit_internal.caller();
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'pggit cannot tell who calls it inside ANALYZE, REINDEX, REFRESH and the like'
        USING ERRCODE = 'insufficient_privilege',
              DETAIL = format('%I''s session runs somebody else''s code.', pggit_internal.caller()),
              HINT = 'Call it from a statement of your own, not from an index expression or a view''s function.';
END
$function$;
COMMENT ON FUNCTION pggit_internal.certain_caller() IS
'caller(), where that is certain. Raises 42501 where the code of a table''s owner runs in the session of whoever '
'maintains the table.';
