-- What the planner cannot know: a session keeps a plan that it made while the registry was empty or tiny, and uses it
-- when the registry is large. Each bundle of planner settings has a name; a function stands under each bundle that it
-- needs.
DO $plans$
DECLARE
    -- A plan that a session keeps stays on the indexes, also that of a foreign key's check. With jit on, the cost of a
    -- sequential scan that is discouraged, of a table without an index, would have the plan compiled at every call.
    c_on_indexes CONSTANT text := 'SET enable_seqscan = off SET jit = off';
    -- Planning anew for each footprint would cost more than everything else.
    c_planned_once CONSTANT text := 'SET plan_cache_mode = force_generic_plan SET enable_seqscan = off';
    v_function text;
    v_bundle text;
BEGIN
    FOR v_function, v_bundle IN
        SELECT p.oid::regprocedure::text, b.bundle
        FROM (VALUES
            (c_on_indexes, ARRAY[
                'chain_conflict_history', 'conflict_after_insert', 'conflict_after_update',
                'conflict_history_after_insert', 'find_intent_id', 'intent_before_insert', 'move_intent',
                'pggit_compare_intents', 'pggit_expire_intents', 'pggit_get_intent', 'pggit_heartbeat',
                'pggit_prune_events', 'pggit_register_intent', 'pggit_resolve_conflict', 'pggit_unrecorded_conflicts',
                'replace_intents'
            ]),
            (c_planned_once, ARRAY[
                'candidate_ids', 'candidate_sides', 'declaration_number', 'intent_before_insert',
                'pggit_register_intent', 'replace_intents', 'unrecorded'
            ])
        ) AS b (bundle, functions)
        CROSS JOIN LATERAL unnest(b.functions) AS f (name)
        LEFT JOIN pg_proc AS p ON p.proname = f.name AND p.proowner = 'pggit_owner'::regrole
    LOOP
        EXECUTE format('ALTER FUNCTION %s %s', v_function, v_bundle);
    END LOOP;
END
$plans$;
