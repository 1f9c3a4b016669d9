CREATE OR REPLACE FUNCTION public.pggit_add_transition(
    old_status text,
    new_status text,
    description text,
    needs text DEFAULT 'nothing',
    allowed_role text DEFAULT NULL,
    not_by_author boolean DEFAULT false
) RETURNS public.tb_pggit_transition
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_old text := pggit_internal.checked_status(pggit_add_transition.old_status);
    v_new text := pggit_internal.checked_status(pggit_add_transition.new_status);
    v_needs text := pggit_internal.checked_choice(
        coalesce(pggit_add_transition.needs, 'nothing'), 'needs',
        ARRAY['nothing', 'no_unreviewed_error', 'no_open_conflict']
    );
    v_description text := pggit_internal.checked_text(
        pggit_add_transition.description, 'description', 'Somebody has looked at it.'
    );
    v_reached text[];
    v_transition public.tb_pggit_transition;
BEGIN
    IF v_old IS NULL OR v_new IS NULL THEN
        RAISE EXCEPTION 'old_status and new_status must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'tb_pggit_status lists the statuses.';
    ELSIF pggit_add_transition.allowed_role IS NOT NULL
          AND NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = pggit_add_transition.allowed_role) THEN
        RAISE EXCEPTION 'role "%" does not exist', pggit_internal.shown(left(pggit_add_transition.allowed_role, 63))
            USING ERRCODE = 'undefined_object', HINT = 'Give the name as pg_roles has it, without quotes around it.';
    ELSIF v_old = v_new OR v_new = 'registered' OR 'conflicted' IN (v_old, v_new) OR v_new = 'abandoned'
          OR NOT (SELECT s.is_active FROM public.tb_pggit_status AS s WHERE s.status = v_old) THEN
        RAISE EXCEPTION 'a team cannot add a transition from % to %', v_old, v_new
            USING ERRCODE = 'PI033',
                  DETAIL = 'Nothing leads out of a final status or back to registered; '
                      || 'the transitions to and from conflicted and to abandoned are built in.',
                  HINT = 'SELECT pggit_status_graph(); shows the transitions.';
    END IF;

    v_reached := pggit_internal.lock_status_graph();
    INSERT INTO public.tb_pggit_transition AS t
        (old_status, new_status, needs, description, allowed_role, not_by_author)
    VALUES (
        v_old, v_new, v_needs, v_description,
        pggit_add_transition.allowed_role, coalesce(pggit_add_transition.not_by_author, false)
    )
    ON CONFLICT ON CONSTRAINT tb_pggit_transition_pkey DO UPDATE SET
        needs = excluded.needs, description = excluded.description, allowed_role = excluded.allowed_role,
        not_by_author = excluded.not_by_author
    RETURNING t.* INTO v_transition;
    PERFORM pggit_internal.check_status_graph(v_reached, '{}');
    RETURN v_transition;
END
$function$;
COMMENT ON FUNCTION public.pggit_add_transition(text, text, text, text, text, boolean) IS
'Allows a status change, or changes what one that was there takes. needs: '
'nothing, no_unreviewed_error or no_open_conflict among the intent''s own conflicts; allowed_role: '
'only who has the rights of that role, who then need not be bound to the intent''s agent; not_by_author: '
'only somebody else than who registered the intent. Waits for those who are moving intents. SECURITY DEFINER: '
'nobody else writes the transitions. Raises 22004 or 22023 for impossible values, 42704 for a role that does not '
'exist, PI033 for a change that pggit makes by itself, PI031 when intents would be stranded.';
