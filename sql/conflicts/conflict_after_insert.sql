CREATE OR REPLACE FUNCTION pggit_internal.conflict_after_insert() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO public.tb_pggit_conflict_history (conflict_id, event, severity, reason, changed_by, db_role)
    SELECT n.id, 'found', n.severity, format('%s: %s', n.conflict_type, pggit_internal.shown_list(n.affected_objects)),
           'pggit', pggit_internal.caller()
    FROM new_rows AS n
    ORDER BY n.id;

    -- At registration the newcomer's row does not exist yet, or says so already.
    -- Conflicts that take the place of settled ones are not new: the intent keeps the status that it has.
    PERFORM pggit_internal.refresh_intent(f.intent_a, f.is_new, 'conflict ' || f.ids || ' found')
    FROM (
        SELECT n.intent_a, NOT bool_and(n.metadata ? 'recorded_later') AS is_new,
               string_agg(n.id::text, ', ' ORDER BY n.id) AS ids
        FROM new_rows AS n
        JOIN public.tb_pggit_intent AS i
        ON i.id = n.intent_a AND NOT (i.status = 'conflicted' AND i.conflicts_with ? n.intent_b)
        GROUP BY n.intent_a ORDER BY n.intent_a
    ) AS f;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_after_insert() IS
'Trigger: records in the history that conflicts were found, and makes the newcomers conflicted. '
'SECURITY DEFINER: nobody but the owner writes the history.';
