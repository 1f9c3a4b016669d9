-- The reader's module is where the kinds stand; what a team has changed in the table stays.
INSERT INTO public.tb_pggit_conflict_rule (conflict_type, severity, severity_if_compatible, description)
SELECT t.conflict_type, t.severity, t.severity_if_compatible, t.description
FROM jsonb_to_recordset(pggit_internal.conflict_types())
    AS t (conflict_type text, severity text, severity_if_compatible text, description text)
ON CONFLICT ON CONSTRAINT tb_pggit_conflict_rule_pkey DO NOTHING;
