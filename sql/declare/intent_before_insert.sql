CREATE OR REPLACE FUNCTION pggit_internal.intent_before_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_author CONSTANT text := pggit_internal.checked_author(NEW.transition_by, 'transition_by');
    v_prepared record;
    v_found record;
BEGIN
    IF NEW.status IS DISTINCT FROM 'registered' OR NEW.conflicts_with IS DISTINCT FROM '[]'
       OR NEW.revision IS DISTINCT FROM 1 OR NEW.superseded_by IS NOT NULL THEN
        RAISE EXCEPTION 'an intent begins as registered'
            USING ERRCODE = 'PI003',
                  DETAIL = format('The status given is %s, conflicts_with is %s.', coalesce(NEW.status, 'null'),
                      coalesce(left(NEW.conflicts_with::text, 60), 'null')),
                  HINT = 'Leave status, conflicts_with, revision and superseded_by out; pggit sets them.';
    ELSIF EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.id = NEW.id) THEN
        -- ON CONFLICT would go on with the row that is there, and what is written below would be taken for its own.
        RAISE EXCEPTION 'intent id "%" is taken', NEW.id
            USING ERRCODE = 'unique_violation', HINT = 'Leave id out, and one is made.';
    END IF;

    v_prepared := pggit_internal.prepare_intent(
        NEW, NEW.agent_id, NEW.feature_name, pggit_internal.text_array(NEW.schema_changes, 'schema_changes'),
        pggit_internal.text_array(NEW.tables_affected, 'tables_affected')
    );
    IF v_prepared.registered_before IS NOT NULL THEN
        RAISE EXCEPTION 'registered before: intent % has this idempotency key', v_prepared.registered_before
            USING ERRCODE = 'unique_violation',
                  DETAIL = 'An INSERT cannot give back a row that is there already.',
                  HINT = 'Read that intent, or call pggit_register_intent(), which returns it.';
    END IF;

    v_found := pggit_internal.find_conflicts(v_prepared.intent, v_prepared.footprint, v_prepared.footprint_rows);
    -- The row comes after what belongs to it, also where the caller has said SET CONSTRAINTS ALL IMMEDIATE.
    SET CONSTRAINTS
        pggit_internal.footprint_belongs_to_an_intent, public.history_belongs_to_an_intent, public.intent_a_exists
        DEFERRED;
    PERFORM pggit_internal.write_declaration(
        v_found.intent, v_prepared.footprint_rows, v_found.reports, NEW.transition_reason, v_author
    );
    RETURN v_found.intent;
END
$function$;
COMMENT ON FUNCTION pggit_internal.intent_before_insert() IS
'Trigger: makes of a plain INSERT what pggit_register_intent() does. '
'Foreign keys to the intent are deferred, because its row comes last. '
'SECURITY DEFINER: whoever may insert need not have rights on what is written.';
