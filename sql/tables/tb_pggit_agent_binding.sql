-- Names, not oids: those differ after a restore.
CREATE TABLE IF NOT EXISTS public.tb_pggit_agent_binding (
    role_name name NOT NULL,
    agent_id varchar(255) NOT NULL,
    bound_by name NOT NULL,
    bound_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT tb_pggit_agent_binding_pkey PRIMARY KEY (role_name, agent_id)
);
COMMENT ON TABLE public.tb_pggit_agent_binding IS
'Which roles may act as which agents while the setting agent_binding is on. '
'A binding holds for the role and for those that inherit its rights.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.role_name IS 'The database role, as pg_roles spells it.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.agent_id IS 'The agent id that the role may use.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.bound_by IS 'The database role that made the binding.';
COMMENT ON COLUMN public.tb_pggit_agent_binding.bound_at IS 'When it was made.';
