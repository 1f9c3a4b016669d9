-- The function's name, not its oid, as in tb_pggit_detector.
CREATE TABLE IF NOT EXISTS public.tb_pggit_suggester (
    name varchar(63) COLLATE "C" CONSTRAINT tb_pggit_suggester_pkey PRIMARY KEY,
    function_schema name NOT NULL,
    function_name name NOT NULL,
    argument_types text NOT NULL,
    place text NOT NULL,
    added_by name NOT NULL,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT suggester_has_a_known_place CHECK (place IN ('before', 'after'))
);
COMMENT ON TABLE public.tb_pggit_suggester IS
'The team''s own suggesters: functions that add advice to each conflict that is found. '
'pggit_add_suggester() and pggit_remove_suggester() write it.';
COMMENT ON COLUMN public.tb_pggit_suggester.name IS
'What the suggester is called; they run in the order of their names.';
COMMENT ON COLUMN public.tb_pggit_suggester.function_schema IS 'The function''s schema.';
COMMENT ON COLUMN public.tb_pggit_suggester.function_name IS 'The function''s name.';
COMMENT ON COLUMN public.tb_pggit_suggester.argument_types IS 'The types of its arguments.';
COMMENT ON COLUMN public.tb_pggit_suggester.place IS 'Whether its texts come before or after the other suggestions.';
COMMENT ON COLUMN public.tb_pggit_suggester.added_by IS
'The database role that added it and owns the function, with whose rights it runs.';
COMMENT ON COLUMN public.tb_pggit_suggester.added_at IS 'When it was added.';
