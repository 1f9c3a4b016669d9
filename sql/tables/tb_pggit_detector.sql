-- The function's name, not its oid: that differs after a restore. Its arguments follow from what it is for.
CREATE TABLE IF NOT EXISTS public.tb_pggit_detector (
    name varchar(63) COLLATE "C" CONSTRAINT tb_pggit_detector_pkey PRIMARY KEY,
    function_schema name NOT NULL,
    function_name name NOT NULL,
    argument_types text NOT NULL,
    runs_for text NOT NULL,
    replaces_builtin boolean NOT NULL,
    added_by name NOT NULL,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT detector_runs_for_something_known CHECK (runs_for IN ('candidates', 'all active'))
);
COMMENT ON TABLE public.tb_pggit_detector IS
'The team''s own detectors: functions that each registration asks about pairs of intents. '
'pggit_add_detector() and pggit_remove_detector() write it.';
COMMENT ON COLUMN public.tb_pggit_detector.name IS
'What the detector is called; they run in the order of their names.';
COMMENT ON COLUMN public.tb_pggit_detector.function_schema IS 'The function''s schema.';
COMMENT ON COLUMN public.tb_pggit_detector.function_name IS 'The function''s name.';
COMMENT ON COLUMN public.tb_pggit_detector.argument_types IS 'The types of its arguments.';
COMMENT ON COLUMN public.tb_pggit_detector.runs_for IS
'candidates = pairs that touch the same objects or have the same feature; '
'all active = the newcomer with every active intent of another agent.';
COMMENT ON COLUMN public.tb_pggit_detector.replaces_builtin IS
'Whether the built-in detector is left out; it judges the pairs for which this one fails.';
COMMENT ON COLUMN public.tb_pggit_detector.added_by IS
'The database role that added it and owns the function, with whose rights it runs.';
COMMENT ON COLUMN public.tb_pggit_detector.added_at IS 'When it was added; earlier pairs were not shown to it.';
