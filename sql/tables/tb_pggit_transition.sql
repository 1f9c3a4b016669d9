CREATE TABLE IF NOT EXISTS public.tb_pggit_transition (
    old_status varchar(32) NOT NULL CONSTRAINT transition_leads_from_a_status REFERENCES public.tb_pggit_status,
    new_status varchar(32) NOT NULL CONSTRAINT transition_leads_to_a_status REFERENCES public.tb_pggit_status,
    needs text NOT NULL DEFAULT 'nothing',
    description text NOT NULL,
    allowed_role name,
    not_by_author boolean NOT NULL DEFAULT false,
    is_fixed boolean NOT NULL DEFAULT false,
    CONSTRAINT tb_pggit_transition_pkey PRIMARY KEY (old_status, new_status),
    CONSTRAINT transition_leads_elsewhere CHECK (old_status <> new_status),
    CONSTRAINT transition_needs_something_known
    CHECK (needs IN ('nothing', 'start_requires', 'open_conflict', 'no_open_conflict', 'no_unreviewed_error'))
);
COMMENT ON TABLE public.tb_pggit_transition IS 'The status changes that are allowed; any other is refused.';
COMMENT ON COLUMN public.tb_pggit_transition.old_status IS 'The status before.';
COMMENT ON COLUMN public.tb_pggit_transition.new_status IS 'The status after.';
COMMENT ON COLUMN public.tb_pggit_transition.needs IS
'What must hold for the intent''s own conflicts (those in which it is intent_a): nothing; '
'start_requires = what the setting of that name says; open_conflict; no_open_conflict; no_unreviewed_error.';
COMMENT ON COLUMN public.tb_pggit_transition.description IS 'When the change happens.';
COMMENT ON COLUMN public.tb_pggit_transition.allowed_role IS
'Who makes the change must be this role or inherit its rights, and need not be bound to the intent''s agent; null: '
'who may act for the intent''s agent.';
COMMENT ON COLUMN public.tb_pggit_transition.not_by_author IS
'Whether it takes somebody else than who registered the intent: '
'another database role, another name, and no agent id of theirs.';
COMMENT ON COLUMN public.tb_pggit_transition.is_fixed IS
'Whether pggit itself needs it: into and out of conflicted, and giving up. The others can be changed and removed.';

-- Into an empty table only: what a team has changed or removed stays so.
INSERT INTO public.tb_pggit_transition (old_status, new_status, needs, is_fixed, description)
SELECT v.old_status, v.new_status, v.needs, v.is_fixed, v.description
FROM (VALUES
    ('registered', 'in_progress', 'nothing', false, 'Work begins.'),
    ('conflicted', 'in_progress', 'start_requires', true,
     'Work begins although warnings are open, or goes on after the last conflict is settled.'),
    ('in_progress', 'completed', 'nothing', false, 'Work ends.'),
    ('completed', 'merged', 'nothing', false, 'The change reached the main schema.'),
    ('registered', 'abandoned', 'nothing', true, 'Given up.'),
    ('conflicted', 'abandoned', 'nothing', true, 'Given up.'),
    ('in_progress', 'abandoned', 'nothing', true, 'Given up.'),
    ('completed', 'abandoned', 'nothing', true, 'Given up.'),
    ('registered', 'conflicted', 'open_conflict', true, 'A conflict was found, or one was reopened.'),
    ('in_progress', 'conflicted', 'open_conflict', true, 'A conflict was found later, or one was reopened.'),
    ('completed', 'conflicted', 'open_conflict', true, 'A conflict was found later, or one was reopened.'),
    ('conflicted', 'registered', 'no_open_conflict', true, 'The last open conflict was resolved or fell away.'),
    ('conflicted', 'completed', 'no_open_conflict', true, 'The last open conflict was resolved or fell away.')
) AS v (old_status, new_status, needs, is_fixed, description)
WHERE NOT EXISTS (SELECT FROM public.tb_pggit_transition);
