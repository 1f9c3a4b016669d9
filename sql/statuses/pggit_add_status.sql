CREATE OR REPLACE FUNCTION public.pggit_add_status(
    status text,
    description text,
    is_active boolean DEFAULT true,
    settles text DEFAULT 'nothing',
    list_position integer DEFAULT NULL
) RETURNS public.tb_pggit_status
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_status public.tb_pggit_status;
BEGIN
    v_status.status := left(
        lower(pggit_internal.checked_text(pggit_add_status.status, 'status', 'pending_review')), 32
    );
    v_status.description := pggit_internal.checked_text(
        pggit_add_status.description, 'description', 'Waits for somebody to look at it.'
    );
    v_status.is_active := coalesce(pggit_add_status.is_active, true);
    v_status.settles := pggit_internal.checked_choice(
        coalesce(pggit_add_status.settles, 'nothing'), 'settles', ARRAY['nothing', 'ordered_after_it', 'all']
    );
    v_status.is_builtin := false;
    IF v_status.status !~ '^[a-z][a-z0-9_]*$' OR length(btrim(pggit_add_status.status)) > 32 THEN
        RAISE EXCEPTION 'status "%" is not a word', pggit_internal.shown(left(pggit_add_status.status, 60))
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Up to 32 letters, digits and underscores, beginning with a letter: pending_review.';
    ELSIF v_status.is_active AND v_status.settles <> 'nothing' THEN
        RAISE EXCEPTION 'an active status settles no conflict'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('settles is %s.', v_status.settles),
                  HINT = 'An intent in it can still collide. Leave settles out, '
                      || 'or make the status final with is_active => false.';
    END IF;
    -- Behind the other active ones, completed included, and before merged.
    v_status.position := coalesce(pggit_add_status.list_position, (
        SELECT max(s.position) + 1 FROM public.tb_pggit_status AS s WHERE s.position < 50
    ));
    INSERT INTO public.tb_pggit_status AS s SELECT (v_status).*
    ON CONFLICT ON CONSTRAINT tb_pggit_status_pkey DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'status "%" exists already', v_status.status
            USING ERRCODE = 'duplicate_object', HINT = 'tb_pggit_status lists the statuses.';
    END IF;

    IF v_status.is_active THEN
        INSERT INTO public.tb_pggit_transition (old_status, new_status, needs, description, is_fixed) VALUES
        (v_status.status, 'abandoned', 'nothing', 'Given up.', true),
        (v_status.status, 'conflicted', 'open_conflict', 'A conflict was found later, or one was reopened.', true),
        ('conflicted', v_status.status, 'no_open_conflict', 'The last open conflict was resolved or fell away.', true);
    END IF;
    RETURN v_status;
END
$function$;
COMMENT ON FUNCTION public.pggit_add_status(text, text, boolean, text, integer) IS
'Adds a status of the team''s own. An active one can collide, can be given up, and returns after a conflict; '
'a final one ends the intent and settles its conflicts as settles says: nothing, ordered_after_it, all. '
'No intent gets there until pggit_add_transition() leads on from it and to it. list_position orders lists; '
'without it, it comes after the other active ones. SECURITY DEFINER: nobody else writes the statuses. '
'Raises 22004, 22023 or 22001 for impossible values, 42710 for one that exists.';
