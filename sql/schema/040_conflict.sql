SELECT pggit_internal.apply_part('040_conflict') AS pending \gset
\if :pending
CREATE TABLE public.tb_pggit_conflict_rule (
    conflict_type varchar(32) CONSTRAINT tb_pggit_conflict_rule_pkey PRIMARY KEY,
    severity varchar(7) NOT NULL,
    severity_if_compatible varchar(7) NOT NULL,
    description text NOT NULL,
    CONSTRAINT severity_is_known CHECK (severity::text IN ('warning', 'error')),
    CONSTRAINT severity_if_compatible_is_known CHECK (severity_if_compatible::text IN ('warning', 'error'))
);
COMMENT ON TABLE public.tb_pggit_conflict_rule IS
'The kinds of conflict and how severe each is. A coordinator changes the severities by UPDATE; conflicts found later get them.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.conflict_type IS 'The kind of conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.severity IS 'warning, or error: an unreviewed error keeps a conflicted intent from starting.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.severity_if_compatible IS 'The severity when the two changes are predicted to commute.';
COMMENT ON COLUMN public.tb_pggit_conflict_rule.description IS 'What the kind means.';

CREATE TABLE public.tb_pggit_conflict (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_conflict_pkey PRIMARY KEY,
    intent_a varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT intent_a_exists REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    intent_b varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT intent_b_exists REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    conflict_type varchar(32) NOT NULL CONSTRAINT conflict_type_is_known REFERENCES public.tb_pggit_conflict_rule,
    affected_objects jsonb NOT NULL,
    severity varchar(7) NOT NULL,
    resolution_suggestions jsonb NOT NULL DEFAULT '[]',
    reviewed boolean NOT NULL DEFAULT false,
    reviewed_at timestamptz,
    resolution_notes text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    predicted_outcome varchar(12),
    proven_outcome varchar(12),
    proven_at timestamptz,
    apply_first varchar(64) COLLATE "C",
    closed_at timestamptz,
    closed_reason text,
    metadata jsonb NOT NULL DEFAULT '{}',
    reviewed_by varchar(255),
    CONSTRAINT conflict_is_between_two_intents CHECK (intent_a <> intent_b),
    CONSTRAINT affected_objects_is_an_array CHECK (jsonb_typeof(affected_objects) = 'array'),
    CONSTRAINT severity_is_warning_or_error CHECK (severity::text IN ('warning', 'error')),
    CONSTRAINT suggestions_is_an_array CHECK (jsonb_typeof(resolution_suggestions) = 'array'),
    CONSTRAINT predicted_outcome_is_known
    CHECK (predicted_outcome::text IN ('compatible', 'divergent', 'ordered', 'incompatible', 'unproven')),
    CONSTRAINT proven_outcome_is_known
    CHECK (proven_outcome::text IN ('compatible', 'divergent', 'ordered', 'incompatible', 'unproven')),
    CONSTRAINT proof_has_its_time CHECK ((proven_outcome IS NULL) = (proven_at IS NULL)),
    CONSTRAINT apply_first_is_one_of_the_two CHECK (apply_first::text IN (intent_a::text, intent_b::text)),
    CONSTRAINT review_has_its_time CHECK (reviewed = (reviewed_at IS NOT NULL)),
    CONSTRAINT reviewed_is_closed CHECK (NOT reviewed OR closed_at IS NOT NULL),
    CONSTRAINT closed_has_its_reason CHECK ((closed_at IS NULL) = (closed_reason IS NULL)),
    CONSTRAINT metadata_is_an_object CHECK (jsonb_typeof(metadata) = 'object')
);
COMMENT ON TABLE public.tb_pggit_conflict IS
'One row per pair of intents and kind of conflict, with all objects of that kind. Open while closed_at is null.';
COMMENT ON COLUMN public.tb_pggit_conflict.id IS 'The conflict''s number.';
COMMENT ON COLUMN public.tb_pggit_conflict.intent_a IS 'The newcomer.';
COMMENT ON COLUMN public.tb_pggit_conflict.intent_b IS 'The intent that was there.';
COMMENT ON COLUMN public.tb_pggit_conflict.conflict_type IS 'The kind, one of tb_pggit_conflict_rule.';
COMMENT ON COLUMN public.tb_pggit_conflict.affected_objects IS 'The objects on which the two meet: an array of names.';
COMMENT ON COLUMN public.tb_pggit_conflict.severity IS 'warning or error; can be overridden when resolving.';
COMMENT ON COLUMN public.tb_pggit_conflict.resolution_suggestions IS 'What to do about it: an array of sentences addressed to intent_a''s agent.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed IS 'Whether somebody has decided about it.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed_at IS 'When it was decided.';
COMMENT ON COLUMN public.tb_pggit_conflict.resolution_notes IS 'What was decided.';
COMMENT ON COLUMN public.tb_pggit_conflict.created_at IS 'When it was found.';
COMMENT ON COLUMN public.tb_pggit_conflict.predicted_outcome IS
'What applying both is predicted to do: compatible, divergent (both orders work, the schemas differ), ordered (one order works), incompatible (none does).';
COMMENT ON COLUMN public.tb_pggit_conflict.proven_outcome IS 'The same, as found by executing both orders; null while that was not done.';
COMMENT ON COLUMN public.tb_pggit_conflict.proven_at IS 'When it was proved.';
COMMENT ON COLUMN public.tb_pggit_conflict.apply_first IS 'For ordered: the intent that must be applied first.';
COMMENT ON COLUMN public.tb_pggit_conflict.closed_at IS 'When it was resolved or fell away; null while open.';
COMMENT ON COLUMN public.tb_pggit_conflict.closed_reason IS 'Why it is closed: reviewed, or the id and new status of the intent that settled it.';
COMMENT ON COLUMN public.tb_pggit_conflict.metadata IS 'Further facts about the conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed_by IS 'Who decided.';

CREATE INDEX idx_pggit_conflict_intents ON public.tb_pggit_conflict (intent_a, intent_b);
CREATE INDEX idx_pggit_conflict_intent_b ON public.tb_pggit_conflict (intent_b);
CREATE INDEX idx_pggit_conflict_severity ON public.tb_pggit_conflict (severity);
CREATE UNIQUE INDEX idx_pggit_conflict_one_open_per_pair_and_type
ON public.tb_pggit_conflict (intent_a, intent_b, conflict_type) WHERE closed_at IS NULL;

CREATE TYPE public.pggit_conflict_report AS (
    intent_a text,
    agent_a text,
    feature_a text,
    intent_b text,
    agent_b text,
    feature_b text,
    conflict_type text,
    affected_objects jsonb,
    severity text,
    outcome text,
    apply_first text,
    suggestions jsonb,
    metadata jsonb
);
COMMENT ON TYPE public.pggit_conflict_report IS
'What checks and detectors return: one collision of two changes. Ids, agents and features are null where a change is not registered; apply_first is an intent''s id, or a or b where that side has none.';
\endif
