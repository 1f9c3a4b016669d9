-- Inside pggit's functions current_user is the owner: those check by themselves, and move others' intents as a
-- consequence. A row that the owner inserts whole is one that pggit_register_intent() or replace_intents() has made.
CREATE OR REPLACE TRIGGER intent_10_before_insert BEFORE INSERT ON public.tb_pggit_intent
FOR EACH ROW WHEN (current_user <> 'pggit_owner' OR num_nulls(new.id, new.branch_name, new.risk_level) > 0)
EXECUTE FUNCTION pggit_internal.intent_before_insert();
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
    'PI003', 'A conflict that was found stays on record.',
    'Resolve it: SELECT pggit_resolve_conflict(conflict_id, notes);'
);
CREATE OR REPLACE TRIGGER conflict_40_truncate BEFORE TRUNCATE ON public.tb_pggit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(
    'PI003', 'Conflicts that were found stay on record.', 'Resolve them with pggit_resolve_conflict().'
);

CREATE OR REPLACE TRIGGER history_30_after_insert AFTER INSERT ON public.tb_pggit_intent_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.history_after_insert();
CREATE OR REPLACE TRIGGER conflict_history_30_after_insert AFTER INSERT ON public.tb_pggit_conflict_history
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.conflict_history_after_insert();

CREATE OR REPLACE TRIGGER setting_05_before_update BEFORE UPDATE ON public.tb_pggit_setting
FOR EACH ROW WHEN (new.value IS DISTINCT FROM old.value)
EXECUTE FUNCTION pggit_internal.setting_before_update();
CREATE OR REPLACE TRIGGER setting_10_after_update AFTER UPDATE ON public.tb_pggit_setting
FOR EACH ROW WHEN (new.name IN ('agent_binding', 'row_security') AND new.value IS DISTINCT FROM old.value)
EXECUTE FUNCTION pggit_internal.setting_after_update();

CREATE OR REPLACE TRIGGER history_00_chain BEFORE INSERT ON public.tb_pggit_intent_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_intent_history();
CREATE OR REPLACE TRIGGER conflict_history_00_chain BEFORE INSERT ON public.tb_pggit_conflict_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_conflict_history();
CREATE OR REPLACE TRIGGER setting_history_00_chain BEFORE INSERT ON public.tb_pggit_setting_history
FOR EACH ROW EXECUTE FUNCTION pggit_internal.chain_setting_history();

-- Append-only tables: no row of theirs is changed or removed, and none is emptied.
DO $append_only$
DECLARE
    v_table record;
BEGIN
    FOR v_table IN
        SELECT r.schema_name, r.table_name, regexp_replace(r.table_name, '^tb_pggit_(intent_)?', '') AS trigger_name,
               CASE r.what WHEN 'history' THEN 'The history is append-only.' ELSE 'Seals are append-only.' END AS fact,
               CASE r.what WHEN 'history' THEN 'Record a correction as a new fact.'
                   ELSE 'Set another one: SELECT pggit_seal_history();' END AS advice,
               CASE r.what WHEN 'history' THEN 'it' ELSE 'them' END AS word
        FROM (VALUES
            ('history', 'public', 'tb_pggit_intent_history'),
            ('history', 'public', 'tb_pggit_conflict_history'),
            ('history', 'public', 'tb_pggit_setting_history'),
            ('seals', 'public', 'tb_pggit_seal'),
            ('seals', 'pggit_internal', 'sealed_chain')
        ) AS r (what, schema_name, table_name)
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I BEFORE UPDATE OR DELETE ON %I.%I
            FOR EACH ROW EXECUTE FUNCTION pggit_internal.refuse_change(%L, %L, %L)',
            v_table.trigger_name || '_10_append_only', v_table.schema_name, v_table.table_name,
            'PI005', v_table.fact, v_table.advice
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %I.%I
            FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(%L, %L, %L)',
            v_table.trigger_name || '_20_append_only', v_table.schema_name, v_table.table_name,
            'PI005', v_table.fact, format('Uninstalling pggit is the only way to remove %s.', v_table.word)
        );
    END LOOP;
END
$append_only$;

-- What a team can set: every change of a row is recorded.
DO $recorded$
DECLARE
    v_name text;
BEGIN
    FOREACH v_name IN ARRAY ARRAY[
        'setting', 'status', 'transition', 'conflict_rule', 'agent_binding', 'detector', 'suggester'
    ] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON public.%I
            FOR EACH ROW EXECUTE FUNCTION pggit_internal.record_setting_change()',
            v_name || '_10_recorded', 'tb_pggit_' || v_name
        );
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON public.%I
            FOR EACH STATEMENT EXECUTE FUNCTION pggit_internal.refuse_change(%L, %L, %L)',
            v_name || '_20_truncate', 'tb_pggit_' || v_name,
            'PI003', 'The history has every change of its rows, and would not have this one.', 'DELETE the rows.'
        );
    END LOOP;
END
$recorded$;

-- Also when session_replication_role says replica, which a superuser's script might set.
DO $always$
DECLARE
    v_trigger record;
BEGIN
    FOR v_trigger IN
        SELECT n.nspname, c.relname, t.tgname
        FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND t.tgenabled <> 'A'
            -- Made above: what is no longer part of pggit is for leftovers.sql.
            AND age(t.xmin) <= 0
            AND (n.nspname = 'pggit_internal' OR n.nspname = 'public' AND starts_with(c.relname, 'tb_pggit_'))
            -- One that somebody else has put there is theirs.
            AND t.tgfoid IN (SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = 'pggit_internal'::regnamespace)
    LOOP
        EXECUTE format(
            'ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', v_trigger.nspname, v_trigger.relname, v_trigger.tgname
        );
    END LOOP;
END
$always$;
