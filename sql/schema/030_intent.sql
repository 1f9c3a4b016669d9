SELECT pggit_internal.apply_part('030_intent') AS pending \gset
\if :pending
-- status has no foreign key: it would lock the same few status rows at every registration, and the transition table already decides.
-- Ids sort and search as bytes, so that a prefix search uses the primary key in every database.
CREATE TABLE public.tb_pggit_intent (
    id varchar(64) COLLATE "C" CONSTRAINT tb_pggit_intent_pkey PRIMARY KEY,
    agent_id varchar(255) NOT NULL,
    feature_name varchar(255) NOT NULL,
    branch_name varchar(255) NOT NULL CONSTRAINT branch_name_is_given_once UNIQUE,
    schema_changes jsonb NOT NULL,
    tables_affected jsonb NOT NULL DEFAULT '[]',
    estimated_duration_ms integer,
    risk_level varchar(6) NOT NULL,
    status varchar(32) NOT NULL DEFAULT 'registered',
    conflicts_with jsonb NOT NULL DEFAULT '[]',
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    status_before_conflict varchar(32),
    transition_reason text,
    transition_by varchar(255),
    CONSTRAINT id_is_int_and_12_hex_digits CHECK (id ~ '^int_[0-9a-f]{12}$'),
    CONSTRAINT agent_id_is_not_blank CHECK (btrim(agent_id) <> ''),
    CONSTRAINT feature_name_is_not_blank CHECK (btrim(feature_name) <> ''),
    CONSTRAINT schema_changes_is_a_filled_array CHECK (jsonb_typeof(schema_changes) = 'array' AND schema_changes <> '[]'),
    CONSTRAINT tables_affected_is_an_array CHECK (jsonb_typeof(tables_affected) = 'array'),
    CONSTRAINT estimated_duration_is_not_negative CHECK (estimated_duration_ms >= 0),
    CONSTRAINT risk_level_is_known CHECK (risk_level::text IN ('low', 'medium', 'high')),
    CONSTRAINT conflicts_with_is_an_array CHECK (jsonb_typeof(conflicts_with) = 'array'),
    CONSTRAINT metadata_is_an_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT transition_columns_are_input_only CHECK (transition_reason IS NULL AND transition_by IS NULL)
);
COMMENT ON TABLE public.tb_pggit_intent IS
'One row per declared intent: the schema changes that an agent plans. A plain INSERT or UPDATE of status behaves as the functions do.';
COMMENT ON COLUMN public.tb_pggit_intent.id IS 'int_ and 12 hexadecimal digits; made when not given.';
COMMENT ON COLUMN public.tb_pggit_intent.agent_id IS 'Who declares: an AI agent or a person. Use a pseudonym; the history keeps it.';
COMMENT ON COLUMN public.tb_pggit_intent.feature_name IS 'What the change is for; the branch is named after it.';
COMMENT ON COLUMN public.tb_pggit_intent.branch_name IS 'The git branch to work on; allocated when not given. pggit does not create it.';
COMMENT ON COLUMN public.tb_pggit_intent.schema_changes IS 'The declared DDL: an array of texts, each with one or more statements.';
COMMENT ON COLUMN public.tb_pggit_intent.tables_affected IS
'The relations that the DDL changes, as read from it, and those that were named when declaring: an array of names.';
COMMENT ON COLUMN public.tb_pggit_intent.estimated_duration_ms IS 'How long applying the change is thought to take, in milliseconds.';
COMMENT ON COLUMN public.tb_pggit_intent.risk_level IS 'low, medium or high; assessed from the DDL when not given, with the reasons in metadata.risk_reasons.';
COMMENT ON COLUMN public.tb_pggit_intent.status IS 'One of tb_pggit_status; changes as tb_pggit_transition allows.';
COMMENT ON COLUMN public.tb_pggit_intent.conflicts_with IS
'The ids of the other sides of the open conflicts in which this intent is the newcomer (intent_a).';
COMMENT ON COLUMN public.tb_pggit_intent.metadata IS
'Free for the team''s own facts, except the keys risk_reasons and analysis, which pggit writes.';
COMMENT ON COLUMN public.tb_pggit_intent.created_at IS 'When it was declared.';
COMMENT ON COLUMN public.tb_pggit_intent.updated_at IS 'When the row last changed.';
COMMENT ON COLUMN public.tb_pggit_intent.status_before_conflict IS 'While conflicted: the status to return to when no conflict is open.';
COMMENT ON COLUMN public.tb_pggit_intent.transition_reason IS
'Input only: set it in the INSERT or together with status, and the history row gets it as reason. Always null when read.';
COMMENT ON COLUMN public.tb_pggit_intent.transition_by IS
'Input only: set it in the INSERT or together with status, and the history row gets it as changed_by. Always null when read.';

CREATE INDEX idx_pggit_intent_agent ON public.tb_pggit_intent (agent_id);
CREATE INDEX idx_pggit_intent_status ON public.tb_pggit_intent (status);
CREATE INDEX idx_pggit_intent_tables ON public.tb_pggit_intent USING gin (tables_affected);
CREATE INDEX idx_pggit_intent_created_at ON public.tb_pggit_intent (created_at);

CREATE TABLE pggit_internal.branch_counter (
    slug varchar(100) COLLATE "C" CONSTRAINT branch_counter_pkey PRIMARY KEY,
    last_number integer NOT NULL
);
COMMENT ON TABLE pggit_internal.branch_counter IS 'The last number given to a branch, per slug of a feature''s name.';
COMMENT ON COLUMN pggit_internal.branch_counter.slug IS 'The feature''s name as a branch spells it.';
COMMENT ON COLUMN pggit_internal.branch_counter.last_number IS 'The highest number allocated so far.';
\endif
