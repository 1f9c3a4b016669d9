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
    v_agent_id text := pggit_internal.checked_text(pggit_check_conflicts.agent_id, 'agent_id', 'claude-payments');
    v_feature_name text := pggit_internal.checked_text(pggit_check_conflicts.feature_name, 'feature_name', 'oauth2_login');
    v_settings record;
    v_read jsonb;
    v_footprint jsonb;
    v_rows pggit_internal.footprint[];
    v_candidates text[];
    v_everybody text[];
    v_intent public.tb_pggit_intent;
BEGIN
    v_settings := pggit_internal.registration_settings();
    IF v_settings.agent_binding <> 'off' THEN
        PERFORM pggit_internal.check_agent(ARRAY[v_agent_id]);
    END IF;
    v_read := pggit_internal.read_declared(
        pggit_check_conflicts.schema_changes, pggit_check_conflicts.tables_affected, v_settings.check_syntax <> 'off',
        v_feature_name
    );
    v_footprint := pggit_internal.with_catalog(v_settings.use_catalog, v_read);
    -- No conflicts found in what could not be read means nothing.
    IF v_read -> 'not_analysed' <> '[]' THEN
        PERFORM pggit_internal.announce_analysis(v_read -> 'analysis', v_read -> 'not_analysed');
    END IF;
    v_rows := pggit_internal.footprint_of(NULL, v_footprint, NULL);
    v_candidates := pggit_internal.candidate_ids(v_rows, v_agent_id);
    v_everybody := pggit_internal.active_others(v_agent_id);
    IF v_candidates = '{}' AND v_everybody = '{}' THEN
        RETURN;
    END IF;
    -- What a team's detector gets of an intent that is not registered.
    v_intent.agent_id := v_agent_id;
    v_intent.feature_name := v_feature_name;
    v_intent.schema_changes := to_jsonb(pggit_check_conflicts.schema_changes);
    v_intent.tables_affected := v_read -> 'tables_affected';
    v_intent.risk_level := v_read ->> 'risk_level';
    v_intent.status := 'registered';
    v_intent.conflicts_with := '[]';
    v_intent.metadata := '{}';
    RETURN QUERY
    SELECT x.*
    FROM pggit_internal.detect(
        jsonb_build_object('agent_id', v_agent_id, 'feature_name', v_feature_name, 'footprint', v_footprint),
        CASE WHEN v_candidates = '{}' THEN '[]' ELSE pggit_internal.candidate_sides(v_rows, v_candidates) END,
        v_intent, v_everybody, NULL
    ) AS d, unnest(d.reports) AS r, pggit_internal.with_expiry(r) AS x;
END
$function$;
COMMENT ON FUNCTION public.pggit_check_conflicts(text, text, text[], text[]) IS
'The conflicts that registering this would find now. Says as registering does which statements are not analysed '
'(PI011). Asks the team''s detectors and suggesters too, with an intent_a that has no id, branch, times or '
'metadata; one that fails is announced (PI034). Writes nothing, takes no lock, runs on a read-only standby. '
'SECURITY DEFINER: footprints are in pggit_internal. Raises as pggit_register_intent does.';
