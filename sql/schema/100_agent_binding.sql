SELECT pggit_internal.apply_part('100_agent_binding') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('agent_binding', 'off', 'off', ARRAY['off', 'on'],
 'Whether a role may act only as the agent ids that it is bound to: pggit_set_binding() switches, pggit_bind_agent() binds.'),
('row_security', 'off', 'off', ARRAY['off', 'on'],
 'Whether agents read only their own intents, and of others what a conflict with theirs needs: pggit_set_row_security() switches. Takes agent_binding.');

-- Names, not oids: those differ after a restore.
CREATE TABLE public.tb_pggit_agent_binding (
    role_name name NOT NULL,
    agent_id varchar(255) NOT NULL,
    bound_by name NOT NULL,
    bound_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT tb_pggit_agent_binding_pkey PRIMARY KEY (role_name, agent_id)
);
COMMENT ON TABLE public.tb_pggit_agent_binding IS
'Which roles may act as which agents while the setting agent_binding is on. A binding holds for the role and for those that inherit its rights.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.role_name IS 'The database role, as pg_roles spells it.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.agent_id IS 'The agent id that the role may use.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.bound_by IS 'The database role that made the binding.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.bound_at IS 'When it was made.';

-- Both sides of a conflict read its row, so no declared text may be in it; the proof has both in full.
UPDATE public.tb_pggit_conflict AS c
SET metadata = (c.metadata - 'differences') #- '{error,statement}'
WHERE c.metadata ? 'differences' OR c.metadata #> '{error,statement}' IS NOT NULL;
\endif
