CREATE OR REPLACE FUNCTION pggit_internal.check_transition_maker(
    p_intent_id text, p_transition public.tb_pggit_transition, p_changed_by text
) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_caller name := pggit_internal.certain_caller();
    v_author record;
    v_same text;
BEGIN
    IF p_transition.allowed_role IS NOT NULL
       AND NOT pggit_internal.has_rights_of(v_caller, ARRAY[p_transition.allowed_role]) THEN
        RAISE EXCEPTION 'role "%" may not make an intent %', v_caller, p_transition.new_status
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = format('From %s that takes the rights of role "%s".',
                      p_transition.old_status, p_transition.allowed_role),
                  HINT = 'Ask somebody who has them.';
    END IF;
    IF NOT p_transition.not_by_author THEN
        RETURN;
    END IF;

    -- Whoever amended it is an author, too.
    FOR v_author IN
        SELECT i.agent_id, h.db_role, h.changed_by,
               CASE WHEN h.revision IS NULL THEN 'registered' ELSE 'amended' END AS did
        FROM public.tb_pggit_intent AS i
        JOIN public.tb_pggit_intent_history AS h
            ON h.intent_id = i.id AND (h.old_status IS NULL OR h.revision IS NOT NULL)
        WHERE i.id = p_intent_id
        ORDER BY h.id
    LOOP
        -- A name can be anything, the role cannot: it counts first. Who logged in as the author's role is the author
        -- under another role, too.
        v_same := CASE
            WHEN v_author.db_role IN (v_caller, session_user)
                THEN format('role "%s" %s it', v_author.db_role, v_author.did)
            WHEN p_changed_by IN (v_author.agent_id, v_author.changed_by)
                THEN format('"%s" %s it', p_changed_by, v_author.did)
            WHEN pggit_internal.setting('agent_binding') = 'on'
                 AND v_author.agent_id = ANY(pggit_internal.agents_of(v_caller))
                THEN format('role "%s" acts as agent %s', v_caller, v_author.agent_id)
        END;
        IF v_same IS NOT NULL THEN
            RAISE EXCEPTION 'somebody else than the author must make intent % %', p_intent_id, p_transition.new_status
                USING ERRCODE = 'PI032',
                      DETAIL = upper(left(v_same, 1)) || substr(v_same, 2) || '.',
                      HINT = 'Ask somebody else to look at it.';
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION pggit_internal.check_transition_maker(text, public.tb_pggit_transition, text) IS
'Raises 42501 when a change of status takes the rights of a role that the caller does not have, PI032 when it '
'takes somebody else than who registered or amended the intent.';
