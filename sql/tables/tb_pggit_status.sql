CREATE TABLE IF NOT EXISTS public.tb_pggit_status (
    status varchar(32) CONSTRAINT tb_pggit_status_pkey PRIMARY KEY,
    is_active boolean NOT NULL,
    settles text NOT NULL DEFAULT 'nothing',
    position integer NOT NULL,
    description text NOT NULL,
    is_builtin boolean NOT NULL DEFAULT false,
    CONSTRAINT status_is_lower_case_word CHECK (status ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT settles_something_known CHECK (settles IN ('nothing', 'ordered_after_it', 'all')),
    CONSTRAINT only_final_statuses_settle CHECK (settles = 'nothing' OR NOT is_active)
);
COMMENT ON TABLE public.tb_pggit_status IS 'The statuses that an intent can have.';
COMMENT ON COLUMN public.tb_pggit_status.status IS 'The status'' name.';
COMMENT ON COLUMN public.tb_pggit_status.is_active IS
'Whether an intent in this status can still collide with others. The others are final: nothing leads out of them.';
COMMENT ON COLUMN public.tb_pggit_status.settles IS
'Which of an intent''s open conflicts fall away when it arrives here: nothing; '
'ordered_after_it = those in which it had to go first; all.';
COMMENT ON COLUMN public.tb_pggit_status.position IS 'The order in which lists show the statuses.';
COMMENT ON COLUMN public.tb_pggit_status.description IS 'What the status means.';
COMMENT ON COLUMN public.tb_pggit_status.is_builtin IS
'Whether pggit itself needs it; the others are the team''s own.';

-- Into an empty table only: what a team has changed or removed stays so.
INSERT INTO public.tb_pggit_status (status, is_active, settles, position, description, is_builtin)
SELECT v.status, v.is_active, v.settles, v.position, v.description, true
FROM (VALUES
    ('registered', true, 'nothing', 10,
     'Declared; nothing that was there before collides with it, or all of that is settled.'),
    ('conflicted', true, 'nothing', 20, 'Declared, and in open conflict with intents that were there before.'),
    ('in_progress', true, 'nothing', 30, 'Being worked on.'),
    ('completed', true, 'nothing', 40, 'Work done, not merged yet: it can still collide.'),
    ('merged', false, 'ordered_after_it', 50, 'In the main schema. Final.'),
    ('abandoned', false, 'all', 60, 'Given up; its open conflicts have fallen away. Final.')
) AS v (status, is_active, settles, position, description)
WHERE NOT EXISTS (SELECT FROM public.tb_pggit_status);
