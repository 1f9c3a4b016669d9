-- status has no foreign key: it would lock the same few status rows at every registration, and tb_pggit_transition
-- decides already. Ids sort and search as bytes, so that a prefix search uses the primary key in every database.
CREATE TABLE IF NOT EXISTS public.tb_pggit_intent (
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
    analysis jsonb,
    risk_reasons jsonb,
    extension_errors jsonb,
    idempotency_key varchar(255),
    lease interval,
    expires_at timestamptz,
    revision integer NOT NULL DEFAULT 1,
    superseded_by varchar(64) COLLATE "C"
    CONSTRAINT superseding_intent_exists REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    unrecorded_errors integer NOT NULL DEFAULT 0,
    unrecorded_warnings integer NOT NULL DEFAULT 0,
    status_before_conflict varchar(32),
    transition_reason text,
    transition_by varchar(255),
    CONSTRAINT id_is_int_and_12_hex_digits CHECK (id ~ '^int_[0-9a-f]{12}$'),
    CONSTRAINT agent_id_is_not_blank CHECK (btrim(agent_id) <> ''),
    CONSTRAINT feature_name_is_not_blank CHECK (btrim(feature_name) <> ''),
    CONSTRAINT schema_changes_is_a_filled_array
    CHECK (jsonb_typeof(schema_changes) = 'array' AND schema_changes <> '[]'),
    CONSTRAINT tables_affected_is_an_array CHECK (jsonb_typeof(tables_affected) = 'array'),
    CONSTRAINT estimated_duration_is_not_negative CHECK (estimated_duration_ms >= 0),
    CONSTRAINT risk_level_is_known CHECK (risk_level::text IN (:risk_levels)),
    CONSTRAINT conflicts_with_is_an_array CHECK (jsonb_typeof(conflicts_with) = 'array'),
    CONSTRAINT metadata_is_an_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT analysis_is_an_object CHECK (jsonb_typeof(analysis) = 'object'),
    CONSTRAINT risk_reasons_is_an_array CHECK (jsonb_typeof(risk_reasons) = 'array'),
    CONSTRAINT extension_errors_is_an_array CHECK (jsonb_typeof(extension_errors) = 'array'),
    CONSTRAINT transition_columns_are_input_only CHECK (transition_reason IS NULL AND transition_by IS NULL),
    CONSTRAINT idempotency_key_is_not_blank CHECK (btrim(idempotency_key) <> ''),
    CONSTRAINT lease_is_not_negative CHECK (lease >= interval '0'),
    CONSTRAINT revisions_begin_with_1 CHECK (revision > 0),
    CONSTRAINT intent_is_not_superseded_by_itself CHECK (superseded_by <> id),
    CONSTRAINT unrecorded_conflicts_are_counted CHECK (unrecorded_errors >= 0 AND unrecorded_warnings >= 0)
);
COMMENT ON TABLE public.tb_pggit_intent IS
'One row per declared intent: the schema changes that an agent plans. '
'A plain INSERT or UPDATE of status behaves as the functions do.';
COMMENT ON COLUMN public.tb_pggit_intent.id IS 'int_ and 12 hexadecimal digits; made when not given.';
COMMENT ON COLUMN public.tb_pggit_intent.agent_id IS
'Who declares: an AI agent or a person. Use a pseudonym; the history keeps it.';
COMMENT ON COLUMN public.tb_pggit_intent.feature_name IS 'What the change is for; the branch is named after it.';
COMMENT ON COLUMN public.tb_pggit_intent.branch_name IS
'The git branch to work on; allocated when not given. pggit does not create it.';
COMMENT ON COLUMN public.tb_pggit_intent.schema_changes IS
'The declared DDL: an array of texts, each with one or more statements.';
COMMENT ON COLUMN public.tb_pggit_intent.tables_affected IS
'The relations that the DDL changes, as read from it, and those that were named when declaring: an array of names.';
COMMENT ON COLUMN public.tb_pggit_intent.estimated_duration_ms IS
'How long applying the change is thought to take, in milliseconds.';
COMMENT ON COLUMN public.tb_pggit_intent.risk_level IS
'low, medium or high; assessed from the DDL when not given, with the reasons in risk_reasons.';
COMMENT ON COLUMN public.tb_pggit_intent.status IS 'One of tb_pggit_status; changes as tb_pggit_transition allows.';
COMMENT ON COLUMN public.tb_pggit_intent.conflicts_with IS
'The ids of the other sides of the open conflicts in which this intent is the newcomer (intent_a).';
COMMENT ON COLUMN public.tb_pggit_intent.metadata IS
'The agent''s own facts: an object that comes back as it was given.';
COMMENT ON COLUMN public.tb_pggit_intent.created_at IS 'When it was declared.';
COMMENT ON COLUMN public.tb_pggit_intent.updated_at IS 'When the row last changed.';
COMMENT ON COLUMN public.tb_pggit_intent.analysis IS
'What the reader made of the DDL: {statements: how many; outside, not_understood, dynamic: the numbers of those that '
'were not analysed; objects_followed: how many dependents of what it drops were looked at, where not all were}.';
COMMENT ON COLUMN public.tb_pggit_intent.risk_reasons IS
'Why the reader assessed this risk level: an array of sentences; null when the level was given.';
COMMENT ON COLUMN public.tb_pggit_intent.extension_errors IS
'Detectors and suggesters of the team that failed when it was looked for conflicts: '
'an array of {kind, name, sqlstate, message}; null when none did.';
COMMENT ON COLUMN public.tb_pggit_intent.idempotency_key IS
'What the agent calls this registration, so that trying again finds it instead of making a second one; '
'null when not given. An agent uses a key once.';
COMMENT ON COLUMN public.tb_pggit_intent.lease IS
'How long it is held from one sign of life to the next; null = as the setting lease_seconds says, 0 = for ever.';
COMMENT ON COLUMN public.tb_pggit_intent.expires_at IS
'Until when it is held: an active intent that is past it has expired, and still collides until somebody abandons '
'it. Null = for ever.';
COMMENT ON COLUMN public.tb_pggit_intent.revision IS
'How often its DDL has been declared: 1, and one more with each pggit_amend_intent(). '
'v_pggit_revision has the earlier ones.';
COMMENT ON COLUMN public.tb_pggit_intent.superseded_by IS
'The intent that has taken its place, by pggit_merge_intents() or pggit_supersede_intent(); it is abandoned then.';
COMMENT ON COLUMN public.tb_pggit_intent.unrecorded_errors IS
'How many more conflicts of severity error it was found to have as the newcomer than the setting conflict_records '
'let be recorded. Counted when last looked: some may have fallen away since. '
'The worst of them are recorded when those that are, are settled.';
COMMENT ON COLUMN public.tb_pggit_intent.unrecorded_warnings IS 'The same for severity warning.';
COMMENT ON COLUMN public.tb_pggit_intent.status_before_conflict IS
'While conflicted: the status to return to when no conflict is open.';
COMMENT ON COLUMN public.tb_pggit_intent.transition_reason IS
'Input only: set it in the INSERT or together with status, and the history row gets it as reason. '
'Always null when read.';
COMMENT ON COLUMN public.tb_pggit_intent.transition_by IS
'Input only: set it in the INSERT or together with status, and the history row gets it as changed_by. '
'Always null when read.';

CREATE INDEX IF NOT EXISTS idx_pggit_intent_agent ON public.tb_pggit_intent (agent_id);
CREATE INDEX IF NOT EXISTS idx_pggit_intent_status ON public.tb_pggit_intent (status);
-- What has not been sorted into the index yet is read by every list of a table's intents: 256 kB at most.
CREATE INDEX IF NOT EXISTS idx_pggit_intent_tables ON public.tb_pggit_intent
USING gin (tables_affected) WITH (gin_pending_list_limit = 256);
CREATE INDEX IF NOT EXISTS idx_pggit_intent_created_at ON public.tb_pggit_intent (created_at);
CREATE INDEX IF NOT EXISTS idx_pggit_intent_superseded_by
ON public.tb_pggit_intent (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_pggit_intent_expires_at
ON public.tb_pggit_intent (expires_at) WHERE expires_at IS NOT NULL;
