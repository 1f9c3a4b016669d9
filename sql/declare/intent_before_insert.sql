CREATE OR REPLACE FUNCTION pggit_internal.intent_before_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NEW.status IS DISTINCT FROM 'registered' OR NEW.conflicts_with IS DISTINCT FROM '[]'
       OR NEW.revision IS DISTINCT FROM 1 OR NEW.superseded_by IS NOT NULL THEN
        RAISE EXCEPTION 'an intent begins as registered'
            USING ERRCODE = 'PI003',
                  DETAIL = format('The status given is %s, conflicts_with is %s.', coalesce(NEW.status, 'null'),
                      coalesce(left(NEW.conflicts_with::text, 60), 'null')),
                  HINT = 'Leave status, conflicts_with, revision and superseded_by out; pggit sets them.';
    END IF;
    RETURN pggit_internal.declare_intent(
        NEW, pggit_internal.text_array(NEW.schema_changes, 'schema_changes'), pggit_internal.text_array(NEW.tables_affected, 'tables_affected'), true
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_insert() IS
'Trigger: makes of a plain INSERT what pggit_register_intent() does; '
'foreign keys to the intent are deferred, because its row comes last. SECURITY DEFINER: '
'who may insert need not have rights on what is written.';
