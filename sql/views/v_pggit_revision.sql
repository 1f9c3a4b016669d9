CREATE OR REPLACE VIEW public.v_pggit_revision WITH (security_invoker) AS
SELECT
    h.intent_id,
    coalesce(h.revision, 1) AS revision,
    n.id IS NULL AS is_current,
    coalesce(n.replaced -> 'schema_changes', i.schema_changes) AS schema_changes,
    coalesce(n.replaced -> 'tables_affected', i.tables_affected) AS tables_affected,
    coalesce(n.replaced ->> 'risk_level', i.risk_level) AS risk_level,
    CASE
        WHEN n.id IS NULL THEN i.estimated_duration_ms ELSE (n.replaced ->> 'estimated_duration_ms')::integer
    END AS estimated_duration_ms,
    h.changed_by AS declared_by,
    h.changed_at AS declared_at,
    h.db_role,
    h.reason
FROM public.tb_pggit_intent_history AS h
JOIN public.tb_pggit_intent AS i ON i.id = h.intent_id
-- What a revision said stands in the row of the one that replaced it.
LEFT JOIN public.tb_pggit_intent_history AS n ON n.intent_id = h.intent_id AND n.revision = coalesce(h.revision, 1) + 1
WHERE h.old_status IS NULL OR h.revision IS NOT NULL;
COMMENT ON VIEW public.v_pggit_revision IS
'Every revision of what every intent declares, with who declared it, when and why; the first is the registration.';
