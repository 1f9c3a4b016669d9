SELECT pggit_internal.apply_part('020_status') AS pending \gset
\if :pending
CREATE TABLE public.tb_pggit_status (
    status varchar(32) CONSTRAINT tb_pggit_status_pkey PRIMARY KEY,
    is_active boolean NOT NULL,
    settles text NOT NULL DEFAULT 'nothing',
    position integer NOT NULL,
    description text NOT NULL,
    CONSTRAINT settles_something_known CHECK (settles IN ('nothing', 'ordered_after_it', 'all')),
    CONSTRAINT only_final_statuses_settle CHECK (settles = 'nothing' OR NOT is_active),
    CONSTRAINT status_is_lower_case_word CHECK (status ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE public.tb_pggit_status IS 'The statuses that an intent can have.';
COMMENT ON COLUMN public.tb_pggit_status.status IS 'The status'' name.';
COMMENT ON COLUMN public.tb_pggit_status.is_active IS
'Whether an intent in this status can still collide with others. The others are final: nothing leads out of them.';
COMMENT ON COLUMN public.tb_pggit_status.settles IS
'Which of an intent''s open conflicts fall away when it arrives here: nothing; ordered_after_it = those in which it had to go first; all.';
COMMENT ON COLUMN public.tb_pggit_status.position IS 'The order in which lists show the statuses.';
COMMENT ON COLUMN public.tb_pggit_status.description IS 'What the status means.';

CREATE TABLE public.tb_pggit_transition (
    old_status varchar(32) NOT NULL CONSTRAINT transition_leads_from_a_status REFERENCES public.tb_pggit_status,
    new_status varchar(32) NOT NULL CONSTRAINT transition_leads_to_a_status REFERENCES public.tb_pggit_status,
    needs text NOT NULL DEFAULT 'nothing',
    description text NOT NULL,
    CONSTRAINT tb_pggit_transition_pkey PRIMARY KEY (old_status, new_status),
    CONSTRAINT transition_leads_elsewhere CHECK (old_status <> new_status),
    CONSTRAINT transition_needs_something_known CHECK (needs IN ('nothing', 'start_requires', 'open_conflict', 'no_open_conflict'))
);
COMMENT ON TABLE public.tb_pggit_transition IS 'The status changes that are allowed; any other is refused.';
COMMENT ON COLUMN public.tb_pggit_transition.old_status IS 'The status before.';
COMMENT ON COLUMN public.tb_pggit_transition.new_status IS 'The status after.';
COMMENT ON COLUMN public.tb_pggit_transition.needs IS
'What must hold for the intent''s own conflicts (those in which it is intent_a): nothing; start_requires = what the setting of that name says; open_conflict; no_open_conflict.';
COMMENT ON COLUMN public.tb_pggit_transition.description IS 'When the change happens.';

INSERT INTO public.tb_pggit_status (status, is_active, settles, position, description) VALUES
('registered', true, 'nothing', 10, 'Declared; nothing that was there before collides with it, or all of that is settled.'),
('conflicted', true, 'nothing', 20, 'Declared, and in open conflict with intents that were there before.'),
('in_progress', true, 'nothing', 30, 'Being worked on.'),
('completed', true, 'nothing', 40, 'Work done, not merged yet: it can still collide.'),
('merged', false, 'ordered_after_it', 50, 'In the main schema. Final.'),
('abandoned', false, 'all', 60, 'Given up; its open conflicts have fallen away. Final.');

INSERT INTO public.tb_pggit_transition (old_status, new_status, needs, description) VALUES
('registered', 'in_progress', 'nothing', 'Work begins.'),
('conflicted', 'in_progress', 'start_requires', 'Work begins although warnings are open, or goes on after the last conflict is settled.'),
('in_progress', 'completed', 'nothing', 'Work ends.'),
('completed', 'merged', 'nothing', 'The change reached the main schema.'),
('registered', 'abandoned', 'nothing', 'Given up.'),
('conflicted', 'abandoned', 'nothing', 'Given up.'),
('in_progress', 'abandoned', 'nothing', 'Given up.'),
('completed', 'abandoned', 'nothing', 'Given up.'),
('registered', 'conflicted', 'open_conflict', 'A conflict was found, or one was reopened.'),
('in_progress', 'conflicted', 'open_conflict', 'A conflict was found later, or one was reopened.'),
('completed', 'conflicted', 'open_conflict', 'A conflict was found later, or one was reopened.'),
('conflicted', 'registered', 'no_open_conflict', 'The last open conflict was resolved or fell away.'),
('conflicted', 'completed', 'no_open_conflict', 'The last open conflict was resolved or fell away.');
\endif
