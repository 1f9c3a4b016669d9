CREATE TABLE IF NOT EXISTS public.tb_pggit_conflict (
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
    resolution varchar(32) CONSTRAINT resolution_is_known REFERENCES public.tb_pggit_resolution,
    CONSTRAINT conflict_is_between_two_intents CHECK (intent_a <> intent_b),
    CONSTRAINT affected_objects_is_an_array CHECK (jsonb_typeof(affected_objects) = 'array'),
    CONSTRAINT severity_is_warning_or_error CHECK (severity::text IN (:severities)),
    CONSTRAINT suggestions_is_an_array CHECK (jsonb_typeof(resolution_suggestions) = 'array'),
    CONSTRAINT review_has_its_time CHECK (reviewed = (reviewed_at IS NOT NULL)),
    CONSTRAINT reviewed_is_closed CHECK (NOT reviewed OR closed_at IS NOT NULL),
    CONSTRAINT predicted_outcome_is_known CHECK (predicted_outcome::text IN (:outcomes)),
    CONSTRAINT proven_outcome_is_known CHECK (proven_outcome::text IN (:outcomes)),
    CONSTRAINT proof_has_its_time CHECK ((proven_outcome IS NULL) = (proven_at IS NULL)),
    CONSTRAINT apply_first_is_one_of_the_two CHECK (apply_first::text IN (intent_a::text, intent_b::text)),
    CONSTRAINT closed_has_its_reason CHECK ((closed_at IS NULL) = (closed_reason IS NULL)),
    CONSTRAINT metadata_is_an_object CHECK (jsonb_typeof(metadata) = 'object'),
    CONSTRAINT one_after_the_other_says_who_is_first
    CHECK (resolution <> 'one_after_the_other' OR apply_first IS NOT NULL),
    CONSTRAINT only_what_is_closed_is_resolved CHECK (resolution IS NULL OR closed_at IS NOT NULL)
);
COMMENT ON TABLE public.tb_pggit_conflict IS
'One row per pair of intents and kind of conflict, with all objects of that kind. Open while closed_at is null.';
COMMENT ON COLUMN public.tb_pggit_conflict.id IS 'The conflict''s number.';
COMMENT ON COLUMN public.tb_pggit_conflict.intent_a IS
'The newcomer: who registered later, or was amended or verified later.';
COMMENT ON COLUMN public.tb_pggit_conflict.intent_b IS 'The intent that was there.';
COMMENT ON COLUMN public.tb_pggit_conflict.conflict_type IS 'The kind, one of tb_pggit_conflict_rule.';
COMMENT ON COLUMN public.tb_pggit_conflict.affected_objects IS
'The objects on which the two meet: an array of names.';
COMMENT ON COLUMN public.tb_pggit_conflict.severity IS 'warning or error; can be overridden when resolving.';
COMMENT ON COLUMN public.tb_pggit_conflict.resolution_suggestions IS
'What to do about it: an array of sentences addressed to intent_a''s agent.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed IS 'Whether somebody has decided about it.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed_at IS 'When it was decided.';
COMMENT ON COLUMN public.tb_pggit_conflict.resolution_notes IS 'What was decided.';
COMMENT ON COLUMN public.tb_pggit_conflict.created_at IS 'When it was found.';
COMMENT ON COLUMN public.tb_pggit_conflict.predicted_outcome IS
'What applying both is predicted to do: compatible, divergent (both orders work, the schemas differ), ordered (one '
'order works), incompatible (none does).';
COMMENT ON COLUMN public.tb_pggit_conflict.proven_outcome IS
'The same, as found by executing both orders; null while that was not done.';
COMMENT ON COLUMN public.tb_pggit_conflict.proven_at IS 'When it was proved.';
COMMENT ON COLUMN public.tb_pggit_conflict.apply_first IS
'The intent that must be applied first: for ordered by what they declare, for the resolution one_after_the_other '
'by decision.';
COMMENT ON COLUMN public.tb_pggit_conflict.closed_at IS 'When it was resolved or fell away; null while open.';
COMMENT ON COLUMN public.tb_pggit_conflict.closed_reason IS
'Why it is closed: reviewed, or the id of the intent that settled it and what became of it.';
COMMENT ON COLUMN public.tb_pggit_conflict.metadata IS 'Further facts about the conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict.reviewed_by IS 'Who decided.';
COMMENT ON COLUMN public.tb_pggit_conflict.resolution IS
'Which of the ways in tb_pggit_resolution was chosen; null when that was not said, or none.';

CREATE INDEX IF NOT EXISTS idx_pggit_conflict_intents ON public.tb_pggit_conflict (intent_a, intent_b);
CREATE INDEX IF NOT EXISTS idx_pggit_conflict_intent_b ON public.tb_pggit_conflict (intent_b);
CREATE INDEX IF NOT EXISTS idx_pggit_conflict_severity ON public.tb_pggit_conflict (severity);
CREATE UNIQUE INDEX IF NOT EXISTS idx_pggit_conflict_one_open_per_pair_and_type
ON public.tb_pggit_conflict (intent_a, intent_b, conflict_type) WHERE closed_at IS NULL;
