SELECT pggit_internal.apply_part('130_extensions') AS pending \gset
\if :pending
-- The function's name, not its oid: that differs after a restore. Its arguments follow from what it is for.
CREATE TABLE public.tb_pggit_detector (
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
'The team''s own detectors: functions that each registration asks about pairs of intents. pggit_add_detector() and pggit_remove_detector() write it.';
COMMENT ON COLUMN public.tb_pggit_detector.name IS 'What the detector is called; they run in the order of their names.';
COMMENT ON COLUMN public.tb_pggit_detector.function_schema IS 'The function''s schema.';
COMMENT ON COLUMN public.tb_pggit_detector.function_name IS 'The function''s name.';
COMMENT ON COLUMN public.tb_pggit_detector.argument_types IS 'The types of its arguments.';
COMMENT ON COLUMN public.tb_pggit_detector.runs_for IS
'candidates = pairs that touch the same objects or have the same feature; all active = the newcomer with every active intent of another agent.';
COMMENT ON COLUMN public.tb_pggit_detector.replaces_builtin IS 'Whether the built-in detector is left out; it judges the pairs for which this one fails.';
COMMENT ON COLUMN public.tb_pggit_detector.added_by IS 'The database role that added it and owns the function, with whose rights it runs.';
COMMENT ON COLUMN public.tb_pggit_detector.added_at IS 'When it was added; earlier pairs were not shown to it.';

CREATE TABLE public.tb_pggit_suggester (
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
'The team''s own suggesters: functions that add advice to each conflict that is found. pggit_add_suggester() and pggit_remove_suggester() write it.';
COMMENT ON COLUMN public.tb_pggit_suggester.name IS 'What the suggester is called; they run in the order of their names.';
COMMENT ON COLUMN public.tb_pggit_suggester.function_schema IS 'The function''s schema.';
COMMENT ON COLUMN public.tb_pggit_suggester.function_name IS 'The function''s name.';
COMMENT ON COLUMN public.tb_pggit_suggester.argument_types IS 'The types of its arguments.';
COMMENT ON COLUMN public.tb_pggit_suggester.place IS 'Whether its texts come before or after the other suggestions.';
COMMENT ON COLUMN public.tb_pggit_suggester.added_by IS 'The database role that added it and owns the function, with whose rights it runs.';
COMMENT ON COLUMN public.tb_pggit_suggester.added_at IS 'When it was added.';

-- Whoever registers locks this row while a detector runs for all active intents. It is there from the beginning, so that
-- a transaction with an older snapshot than that detector fails at it.
INSERT INTO pggit_internal.object_key (key) VALUES ('detector:') ON CONFLICT ON CONSTRAINT object_key_pkey DO NOTHING;
COMMENT ON COLUMN pggit_internal.object_key.key IS
'The object key, as in footprint; for a schema, with the number of one of its 64 slots; detector: is all intents'', while a detector runs for all of them.';
COMMENT ON COLUMN public.tb_pggit_intent.metadata IS
'Free for the team''s own facts, except the keys risk_reasons, analysis and extension_errors, which pggit writes.';
\endif
