SELECT pggit_internal.apply_part('131_custom_statuses') AS pending \gset
\if :pending
ALTER TABLE public.tb_pggit_status ADD COLUMN is_builtin boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN public.tb_pggit_status.is_builtin IS 'Whether pggit itself needs it; the others are the team''s own.';
UPDATE public.tb_pggit_status SET is_builtin = true
WHERE status IN ('registered', 'conflicted', 'in_progress', 'completed', 'merged', 'abandoned');

ALTER TABLE public.tb_pggit_transition
ADD COLUMN allowed_role name,
ADD COLUMN not_by_author boolean NOT NULL DEFAULT false,
ADD COLUMN is_fixed boolean NOT NULL DEFAULT false,
DROP CONSTRAINT transition_needs_something_known,
ADD CONSTRAINT transition_needs_something_known
CHECK (needs IN ('nothing', 'start_requires', 'open_conflict', 'no_open_conflict', 'no_unreviewed_error'));
COMMENT ON COLUMN public.tb_pggit_transition.needs IS
'What must hold for the intent''s own conflicts (those in which it is intent_a): nothing; start_requires = what the setting of that name says; open_conflict; no_open_conflict; no_unreviewed_error.';
COMMENT ON COLUMN public.tb_pggit_transition.allowed_role IS
'Who makes the change must be this role or inherit its rights, and need not be bound to the intent''s agent; null: who may act for the intent''s agent.';
COMMENT ON COLUMN public.tb_pggit_transition.not_by_author IS
'Whether it takes somebody else than who registered the intent: another database role, another name, and no agent id of theirs.';
COMMENT ON COLUMN public.tb_pggit_transition.is_fixed IS
'Whether pggit itself needs it: into and out of conflicted, and giving up. The others can be changed and removed.';
UPDATE public.tb_pggit_transition SET is_fixed = true
WHERE new_status IN ('abandoned', 'conflicted') OR old_status = 'conflicted';
\endif
