-- In force while row_security is on, for who reads tables and views directly. current_user, as everywhere in PostgreSQL: a
-- SECURITY DEFINER function of somebody reads what its owner may read.
DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_intent;
CREATE POLICY agents_their_own ON public.tb_pggit_intent TO pggit_agent
USING (agent_id = ANY((SELECT pggit_internal.agents_of(current_user))::text []));
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_intent;
CREATE POLICY the_others_all ON public.tb_pggit_intent TO pggit_coordinator, pggit_auditor USING (true);

-- The policies on what belongs to an intent ask which intents the reader sees, and those on conflicts' history which conflicts.
DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_conflict;
CREATE POLICY agents_their_own ON public.tb_pggit_conflict TO pggit_agent
USING (
    intent_a IN (SELECT i.id FROM public.tb_pggit_intent AS i)
    OR intent_b IN (SELECT i.id FROM public.tb_pggit_intent AS i)
);
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_conflict;
CREATE POLICY the_others_all ON public.tb_pggit_conflict TO pggit_coordinator, pggit_auditor USING (true);

DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_intent_history;
CREATE POLICY agents_their_own ON public.tb_pggit_intent_history TO pggit_agent
USING (intent_id IN (SELECT i.id FROM public.tb_pggit_intent AS i));
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_intent_history;
CREATE POLICY the_others_all ON public.tb_pggit_intent_history TO pggit_coordinator, pggit_auditor USING (true);

DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_conflict_history;
CREATE POLICY agents_their_own ON public.tb_pggit_conflict_history TO pggit_agent
USING (conflict_id IN (SELECT c.id FROM public.tb_pggit_conflict AS c));
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_conflict_history;
CREATE POLICY the_others_all ON public.tb_pggit_conflict_history TO pggit_coordinator, pggit_auditor USING (true);

-- A proof has declared text of both sides; what the other side may know of it stands in the conflict.
DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_proof;
CREATE POLICY agents_their_own ON public.tb_pggit_proof TO pggit_agent
USING (
    intent_a IN (SELECT i.id FROM public.tb_pggit_intent AS i)
    AND intent_b IN (SELECT i.id FROM public.tb_pggit_intent AS i)
);
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_proof;
CREATE POLICY the_others_all ON public.tb_pggit_proof TO pggit_coordinator, pggit_auditor USING (true);

DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_agent_binding;
CREATE POLICY agents_their_own ON public.tb_pggit_agent_binding TO pggit_agent
USING (agent_id = ANY((SELECT pggit_internal.agents_of(current_user))::text []));
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_agent_binding;
CREATE POLICY the_others_all ON public.tb_pggit_agent_binding TO pggit_coordinator, pggit_auditor USING (true);

-- Nothing of it is an agent's own.
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_setting_history;
CREATE POLICY the_others_all ON public.tb_pggit_setting_history TO pggit_coordinator, pggit_auditor USING (true);

DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_event;
CREATE POLICY agents_their_own ON public.tb_pggit_event TO pggit_agent
USING (
    intent_id IN (SELECT i.id FROM public.tb_pggit_intent AS i)
    OR other_intent_id IN (SELECT i.id FROM public.tb_pggit_intent AS i)
);
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_event;
CREATE POLICY the_others_all ON public.tb_pggit_event TO pggit_coordinator, pggit_auditor USING (true);

DROP POLICY IF EXISTS agents_their_own ON public.tb_pggit_consumer;
CREATE POLICY agents_their_own ON public.tb_pggit_consumer TO pggit_agent USING (role_name = current_user);
DROP POLICY IF EXISTS the_others_all ON public.tb_pggit_consumer;
CREATE POLICY the_others_all ON public.tb_pggit_consumer TO pggit_coordinator, pggit_auditor USING (true);

SELECT pggit_internal.apply_row_security() AS applied \gset
