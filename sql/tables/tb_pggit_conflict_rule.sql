CREATE TABLE IF NOT EXISTS public.tb_pggit_conflict_rule (
    conflict_type varchar(32) CONSTRAINT tb_pggit_conflict_rule_pkey PRIMARY KEY,
    severity varchar(7) NOT NULL,
    severity_if_compatible varchar(7) NOT NULL,
    description text NOT NULL,
    CONSTRAINT severity_is_known CHECK (severity::text IN (:severities)),
    CONSTRAINT severity_if_compatible_is_known CHECK (severity_if_compatible::text IN (:severities))
);
COMMENT ON TABLE public.tb_pggit_conflict_rule IS
'The kinds of conflict and how severe each is. A coordinator changes the severities by UPDATE; '
'conflicts found later get them.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.conflict_type IS 'The kind of conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.severity IS
'warning, or error: an unreviewed error keeps a conflicted intent from starting.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.severity_if_compatible IS
'The severity when the two changes are predicted to commute.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.description IS 'What the kind means.';

-- The reader knows the types (plpython/conflict_types.sql); what a team has changed in the table stays.
INSERT INTO public.tb_pggit_conflict_rule (conflict_type, severity, severity_if_compatible, description)
SELECT t.conflict_type, t.severity, t.severity_if_compatible, t.description
FROM jsonb_to_recordset(:'conflict_types')
    AS t (conflict_type text, severity text, severity_if_compatible text, description text)
ON CONFLICT ON CONSTRAINT tb_pggit_conflict_rule_pkey DO NOTHING;
