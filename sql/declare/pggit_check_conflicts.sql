CREATE OR REPLACE FUNCTION public.pggit_check_conflicts(
    agent_id text, feature_name text, schema_changes text[], tables_affected text[] DEFAULT NULL
)
RETURNS SETOF public.pggit_conflict_report
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- Planning anew for each footprint would cost more than everything else.
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_settings record;
    v_read record;
    v_intent public.tb_pggit_intent;
    v_candidates text[];
BEGIN
    v_settings := pggit_internal.registration_settings();
    -- Of validated_intent() only what a check is given: the whole of it would cost a check 7 % of its time.
    v_intent.agent_id := pggit_internal.checked_text(pggit_check_conflicts.agent_id, 'agent_id', 'claude-payments');
    v_intent.feature_name :=
        pggit_internal.checked_text(pggit_check_conflicts.feature_name, 'feature_name', 'oauth2_login');
    IF v_settings.agent_binding <> 'off' THEN
        PERFORM pggit_internal.check_agent(ARRAY[v_intent.agent_id::text]);
    END IF;
    v_read := pggit_internal.read_intent(
        v_intent, pggit_check_conflicts.schema_changes, pggit_check_conflicts.tables_affected,
        v_settings.check_syntax, v_settings.use_catalog, NULL
    );

    v_candidates := pggit_internal.candidate_ids(v_read.footprint_rows, v_intent.agent_id);
    IF v_candidates = '{}' AND NOT EXISTS (SELECT FROM public.tb_pggit_detector) THEN
        RETURN;
    END IF;

    -- What a team's detector gets of an intent that is not registered.
    v_intent := v_read.intent;
    v_intent.schema_changes := to_jsonb(pggit_check_conflicts.schema_changes);
    v_intent.status := 'registered';
    v_intent.conflicts_with := '[]';
    v_intent.metadata := '{}';
    RETURN QUERY
    SELECT x.*
    FROM pggit_internal.detect(
        v_intent, v_read.footprint, pggit_internal.candidate_sides(v_read.footprint_rows, v_candidates),
        pggit_internal.active_others(v_intent.agent_id), NULL
    ) AS d, unnest(d.reports) AS r, pggit_internal.with_expiry(r) AS x;
END
$function$;
COMMENT ON FUNCTION public.pggit_check_conflicts(text, text, text[], text[]) IS
'The conflicts that registering this would find now. '
'Says as registering does which statements are not analysed (PI011). '
'Asks the team''s detectors and suggesters too, with an intent_a that has no id, branch, times or metadata; one that '
'fails is announced (PI034). '
'Writes nothing, takes no lock, runs on a read-only standby. '
'SECURITY DEFINER: footprints are in pggit_internal. '
'Raises as pggit_register_intent does.';
