-- ENABLE ALWAYS: also when session_replication_role says replica, which a superuser's script might set.
CREATE OR REPLACE TRIGGER intent_10_before_insert BEFORE INSERT ON public.tb_pggit_intent
FOR EACH ROW EXECUTE FUNCTION pggit_internal.intent_before_insert();
-- Inside pggit's functions current_user is the owner: those check by themselves, and move others' intents as a consequence.
CREATE OR REPLACE TRIGGER intent_15_before_plain_update BEFORE UPDATE ON public.tb_pggit_intent
FOR EACH ROW WHEN (current_user <> 'pggit_owner') EXECUTE FUNCTION pggit_internal.intent_before_plain_update();
CREATE OR REPLACE TRIGGER intent_20_before_update BEFORE UPDATE ON public.tb_pggit_intent
FOR EACH ROW EXECUTE FUNCTION pggit_internal.intent_before_update();
CREATE OR REPLACE TRIGGER intent_30_after_update AFTER UPDATE ON public.tb_pggit_intent
FOR EACH ROW WHEN (new.status IS DISTINCT FROM old.status) EXECUTE FUNCTION pggit_internal.intent_after_update();
CREATE OR REPLACE TRIGGER intent_40_delete BEFORE DELETE ON public.tb_pggit_intent
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'An intent''s history outlives it.', 'Abandon it: SELECT pggit_mark_abandoned(intent_id, reason);'
);
CREATE OR REPLACE TRIGGER intent_50_truncate BEFORE TRUNCATE ON public.tb_pggit_intent
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'An intent''s history outlives it.', 'Abandon intents one by one, or uninstall pggit.'
);

CREATE OR REPLACE TRIGGER conflict_05_before_plain_update BEFORE UPDATE ON public.tb_pggit_conflict
FOR EACH ROW WHEN (current_user <> 'pggit_owner' AND new.reviewed_by IS DISTINCT FROM old.reviewed_by)
EXECUTE FUNCTION pggit_internal.conflict_before_plain_update();
CREATE OR REPLACE TRIGGER conflict_10_before_write BEFORE INSERT OR UPDATE ON public.tb_pggit_conflict
FOR EACH ROW EXECUTE FUNCTION pggit_internal.conflict_before_write();
CREATE OR REPLACE TRIGGER conflict_20_after_insert AFTER INSERT ON public.tb_pggit_conflict
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.conflict_after_insert();
CREATE OR REPLACE TRIGGER conflict_25_after_update AFTER UPDATE ON public.tb_pggit_conflict
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.conflict_after_update();
CREATE OR REPLACE TRIGGER conflict_30_delete BEFORE DELETE ON public.tb_pggit_conflict
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'A conflict that was found stays on record.', 'Resolve it: SELECT pggit_resolve_conflict(conflict_id, notes);'
);
CREATE OR REPLACE TRIGGER conflict_40_truncate BEFORE TRUNCATE ON public.tb_pggit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'Conflicts that were found stay on record.', 'Resolve them with pggit_resolve_conflict().'
);

CREATE OR REPLACE TRIGGER history_10_append_only BEFORE UPDATE OR DELETE ON public.tb_pggit_intent_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Record a correction as a new fact.'
);
CREATE OR REPLACE TRIGGER history_20_append_only BEFORE TRUNCATE ON public.tb_pggit_intent_history
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Uninstalling pggit is the only way to remove it.'
);
CREATE OR REPLACE TRIGGER conflict_history_10_append_only BEFORE UPDATE OR DELETE ON public.tb_pggit_conflict_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Record a correction as a new fact.'
);
CREATE OR REPLACE TRIGGER conflict_history_20_append_only BEFORE TRUNCATE ON public.tb_pggit_conflict_history
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Uninstalling pggit is the only way to remove it.'
);

CREATE OR REPLACE TRIGGER history_30_after_insert AFTER INSERT ON public.tb_pggit_intent_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.history_after_insert();
CREATE OR REPLACE TRIGGER conflict_history_30_after_insert AFTER INSERT ON public.tb_pggit_conflict_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.conflict_history_after_insert();

CREATE OR REPLACE TRIGGER setting_10_after_update AFTER UPDATE ON public.tb_pggit_setting
FOR EACH ROW WHEN (new.name IN ('agent_binding', 'row_security') AND new.value IS DISTINCT FROM old.value)
EXECUTE FUNCTION pggit_internal.setting_after_update();

CREATE OR REPLACE TRIGGER history_00_chain BEFORE INSERT ON public.tb_pggit_intent_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_intent_history();
CREATE OR REPLACE TRIGGER conflict_history_00_chain BEFORE INSERT ON public.tb_pggit_conflict_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_conflict_history();
CREATE OR REPLACE TRIGGER setting_history_00_chain BEFORE INSERT ON public.tb_pggit_setting_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_setting_history();
CREATE OR REPLACE TRIGGER setting_history_10_append_only BEFORE UPDATE OR DELETE ON public.tb_pggit_setting_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Record a correction as a new fact.'
);
CREATE OR REPLACE TRIGGER setting_history_20_append_only BEFORE TRUNCATE ON public.tb_pggit_setting_history
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'The history is append-only.', 'Uninstalling pggit is the only way to remove it.'
);
CREATE OR REPLACE TRIGGER seal_10_append_only BEFORE UPDATE OR DELETE ON public.tb_pggit_seal
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'Seals are append-only.', 'Set another one: SELECT pggit_seal_history();'
);
CREATE OR REPLACE TRIGGER seal_20_append_only BEFORE TRUNCATE ON public.tb_pggit_seal
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'Seals are append-only.', 'Uninstalling pggit is the only way to remove them.'
);
CREATE OR REPLACE TRIGGER sealed_chain_10_append_only BEFORE UPDATE OR DELETE ON pggit_internal.sealed_chain
FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'Seals are append-only.', 'Set another one: SELECT pggit_seal_history();'
);
CREATE OR REPLACE TRIGGER sealed_chain_20_append_only BEFORE TRUNCATE ON pggit_internal.sealed_chain
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI005', 'Seals are append-only.', 'Uninstalling pggit is the only way to remove them.'
);

CREATE OR REPLACE TRIGGER setting_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_setting
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER setting_20_truncate BEFORE TRUNCATE ON public.tb_pggit_setting
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER status_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_status
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER status_20_truncate BEFORE TRUNCATE ON public.tb_pggit_status
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER transition_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_transition
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER transition_20_truncate BEFORE TRUNCATE ON public.tb_pggit_transition
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER conflict_rule_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_conflict_rule
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER conflict_rule_20_truncate BEFORE TRUNCATE ON public.tb_pggit_conflict_rule
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER agent_binding_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_agent_binding
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER agent_binding_20_truncate BEFORE TRUNCATE ON public.tb_pggit_agent_binding
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER detector_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_detector
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER detector_20_truncate BEFORE TRUNCATE ON public.tb_pggit_detector
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

CREATE OR REPLACE TRIGGER suggester_10_recorded AFTER INSERT OR UPDATE OR DELETE ON public.tb_pggit_suggester
FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change();
CREATE OR REPLACE TRIGGER suggester_20_truncate BEFORE TRUNCATE ON public.tb_pggit_suggester
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'The history has every change of a row of it, and could not have this one.', 'DELETE the rows.'
);

ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_10_before_insert;
ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_15_before_plain_update;
ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_20_before_update;
ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_30_after_update;
ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_40_delete;
ALTER TABLE public.tb_pggit_intent ENABLE ALWAYS TRIGGER intent_50_truncate;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_05_before_plain_update;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_10_before_write;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_20_after_insert;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_25_after_update;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_30_delete;
ALTER TABLE public.tb_pggit_conflict ENABLE ALWAYS TRIGGER conflict_40_truncate;
ALTER TABLE public.tb_pggit_intent_history ENABLE ALWAYS TRIGGER history_10_append_only;
ALTER TABLE public.tb_pggit_intent_history ENABLE ALWAYS TRIGGER history_20_append_only;
ALTER TABLE public.tb_pggit_conflict_history ENABLE ALWAYS TRIGGER conflict_history_10_append_only;
ALTER TABLE public.tb_pggit_conflict_history ENABLE ALWAYS TRIGGER conflict_history_20_append_only;
ALTER TABLE public.tb_pggit_setting ENABLE ALWAYS TRIGGER setting_10_after_update;
ALTER TABLE public.tb_pggit_intent_history ENABLE ALWAYS TRIGGER history_00_chain;
ALTER TABLE public.tb_pggit_conflict_history ENABLE ALWAYS TRIGGER conflict_history_00_chain;
ALTER TABLE public.tb_pggit_setting_history ENABLE ALWAYS TRIGGER setting_history_00_chain;
ALTER TABLE public.tb_pggit_setting_history ENABLE ALWAYS TRIGGER setting_history_10_append_only;
ALTER TABLE public.tb_pggit_setting_history ENABLE ALWAYS TRIGGER setting_history_20_append_only;
ALTER TABLE public.tb_pggit_seal ENABLE ALWAYS TRIGGER seal_10_append_only;
ALTER TABLE public.tb_pggit_seal ENABLE ALWAYS TRIGGER seal_20_append_only;
ALTER TABLE pggit_internal.sealed_chain ENABLE ALWAYS TRIGGER sealed_chain_10_append_only;
ALTER TABLE pggit_internal.sealed_chain ENABLE ALWAYS TRIGGER sealed_chain_20_append_only;
ALTER TABLE public.tb_pggit_setting ENABLE ALWAYS TRIGGER setting_10_recorded;
ALTER TABLE public.tb_pggit_setting ENABLE ALWAYS TRIGGER setting_20_truncate;
ALTER TABLE public.tb_pggit_status ENABLE ALWAYS TRIGGER status_10_recorded;
ALTER TABLE public.tb_pggit_status ENABLE ALWAYS TRIGGER status_20_truncate;
ALTER TABLE public.tb_pggit_transition ENABLE ALWAYS TRIGGER transition_10_recorded;
ALTER TABLE public.tb_pggit_transition ENABLE ALWAYS TRIGGER transition_20_truncate;
ALTER TABLE public.tb_pggit_conflict_rule ENABLE ALWAYS TRIGGER conflict_rule_10_recorded;
ALTER TABLE public.tb_pggit_conflict_rule ENABLE ALWAYS TRIGGER conflict_rule_20_truncate;
ALTER TABLE public.tb_pggit_agent_binding ENABLE ALWAYS TRIGGER agent_binding_10_recorded;
ALTER TABLE public.tb_pggit_agent_binding ENABLE ALWAYS TRIGGER agent_binding_20_truncate;
ALTER TABLE public.tb_pggit_intent_history ENABLE ALWAYS TRIGGER history_30_after_insert;
ALTER TABLE public.tb_pggit_conflict_history ENABLE ALWAYS TRIGGER conflict_history_30_after_insert;
ALTER TABLE public.tb_pggit_detector ENABLE ALWAYS TRIGGER detector_10_recorded;
ALTER TABLE public.tb_pggit_detector ENABLE ALWAYS TRIGGER detector_20_truncate;
ALTER TABLE public.tb_pggit_suggester ENABLE ALWAYS TRIGGER suggester_10_recorded;
ALTER TABLE public.tb_pggit_suggester ENABLE ALWAYS TRIGGER suggester_20_truncate;
