-- In force while row_security is on, for who reads tables and views directly. current_user, as everywhere in
-- PostgreSQL: a SECURITY DEFINER function of somebody reads what its owner may read. Coordinators and auditors read
-- all of it.
DO $policies$
DECLARE
    c_own_agents CONSTANT text := 'agent_id = ANY((SELECT pggit_internal.agents_of(current_user))::text[])';
    -- Readers see what belongs to the intents that they see, and the history of the conflicts that they see.
    c_seen CONSTANT text := '%I IN (SELECT i.id FROM public.tb_pggit_intent AS i)';
    v_table text;
    v_agents_see text;
BEGIN
    FOR v_table, v_agents_see IN
        VALUES
        ('tb_pggit_intent', c_own_agents),
        ('tb_pggit_agent_binding', c_own_agents),
        ('tb_pggit_intent_history', format(c_seen, 'intent_id')),
        ('tb_pggit_conflict', format(c_seen || ' OR ' || c_seen, 'intent_a', 'intent_b')),
        ('tb_pggit_conflict_history', 'conflict_id IN (SELECT c.id FROM public.tb_pggit_conflict AS c)'),
        -- A proof has declared text of both sides; what the other side may know of it stands in the conflict.
        ('tb_pggit_proof', format(c_seen || ' AND ' || c_seen, 'intent_a', 'intent_b')),
        ('tb_pggit_event', format(c_seen || ' OR ' || c_seen, 'intent_id', 'other_intent_id')),
        ('tb_pggit_consumer', 'role_name = current_user'),
        -- No row of it belongs to an agent.
        ('tb_pggit_setting_history', NULL)
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS agents_their_own ON public.%I', v_table);
        EXECUTE format('DROP POLICY IF EXISTS the_others_all ON public.%I', v_table);
        IF v_agents_see IS NOT NULL THEN
            EXECUTE format(
                'CREATE POLICY agents_their_own ON public.%I TO pggit_agent USING (%s)', v_table, v_agents_see
            );
        END IF;
        EXECUTE format(
            'CREATE POLICY the_others_all ON public.%I TO pggit_coordinator, pggit_auditor USING (true)', v_table
        );
    END LOOP;
END
$policies$;

SELECT pggit_internal.apply_row_security() AS applied \gset
