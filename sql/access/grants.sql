-- PUBLIC has nothing. Who works through the functions needs no right on a table; these are for plain SQL and for reading.
REVOKE ALL ON
public.tb_pggit_setting, public.tb_pggit_status, public.tb_pggit_transition, public.tb_pggit_intent,
public.tb_pggit_conflict_rule, public.tb_pggit_conflict, public.tb_pggit_intent_history, public.tb_pggit_conflict_history,
public.tb_pggit_setting_history, public.tb_pggit_seal, public.tb_pggit_proof, public.v_pggit_proof, public.tb_pggit_agent_binding,
public.tb_pggit_event, public.tb_pggit_consumer,
public.tb_pggit_detector, public.tb_pggit_suggester, public.v_pggit_extension,
public.tb_pggit_resolution, public.v_pggit_revision,
public.v_pggit_intent, public.v_pggit_open_conflict, public.v_pggit_timeline, public.v_pggit_error_code
FROM PUBLIC;
REVOKE ALL ON TYPE public.pggit_conflict_report, public.pggit_proof FROM PUBLIC;

GRANT SELECT ON
public.tb_pggit_setting, public.tb_pggit_status, public.tb_pggit_transition, public.tb_pggit_intent,
public.tb_pggit_conflict_rule, public.tb_pggit_conflict, public.tb_pggit_intent_history, public.tb_pggit_conflict_history,
public.tb_pggit_setting_history, public.tb_pggit_seal, public.tb_pggit_proof, public.v_pggit_proof, public.tb_pggit_agent_binding,
public.tb_pggit_event, public.tb_pggit_consumer,
public.tb_pggit_detector, public.tb_pggit_suggester, public.v_pggit_extension,
public.tb_pggit_resolution, public.v_pggit_revision,
public.v_pggit_intent, public.v_pggit_open_conflict, public.v_pggit_timeline, public.v_pggit_error_code
TO pggit_agent, pggit_coordinator, pggit_auditor;
GRANT USAGE ON TYPE public.pggit_conflict_report, public.pggit_proof TO pggit_agent, pggit_coordinator, pggit_auditor;

GRANT UPDATE (status, transition_reason, transition_by) ON public.tb_pggit_intent TO pggit_coordinator;
GRANT UPDATE (reviewed, resolution_notes, reviewed_by, severity, resolution) ON public.tb_pggit_conflict TO pggit_coordinator;
GRANT UPDATE (value) ON public.tb_pggit_setting TO pggit_coordinator;
GRANT UPDATE (severity, severity_if_compatible) ON public.tb_pggit_conflict_rule TO pggit_coordinator;
