CREATE TABLE IF NOT EXISTS public.tb_pggit_proof (
    intent_a varchar(64) COLLATE "C" NOT NULL CONSTRAINT proof_intent_a_exists REFERENCES public.tb_pggit_intent,
    intent_b varchar(64) COLLATE "C" NOT NULL CONSTRAINT proof_intent_b_exists REFERENCES public.tb_pggit_intent,
    outcome varchar(12) NOT NULL,
    apply_first varchar(64) COLLATE "C",
    reason text,
    runs jsonb,
    differences jsonb,
    schema_fingerprint text NOT NULL,
    proven_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT tb_pggit_proof_pkey PRIMARY KEY (intent_a, intent_b),
    CONSTRAINT one_proof_per_pair CHECK (intent_a < intent_b),
    CONSTRAINT outcome_is_known CHECK (outcome::text IN (:outcomes)),
    CONSTRAINT apply_first_is_one_of_the_two CHECK (apply_first::text IN (intent_a::text, intent_b::text))
);
COMMENT ON TABLE public.tb_pggit_proof IS
'The latest proof of each pair of intents, also of pairs without a conflict.';
COMMENT ON COLUMN public.tb_pggit_proof.intent_a IS 'The intent with the smaller id; a in runs.';
COMMENT ON COLUMN public.tb_pggit_proof.intent_b IS 'The intent with the greater id; b in runs.';
COMMENT ON COLUMN public.tb_pggit_proof.outcome IS 'compatible, divergent, ordered, incompatible or unproven.';
COMMENT ON COLUMN public.tb_pggit_proof.apply_first IS 'For ordered: the intent that must be applied first.';
COMMENT ON COLUMN public.tb_pggit_proof.reason IS 'For unproven: why.';
COMMENT ON COLUMN public.tb_pggit_proof.runs IS 'What the four runs ended with, see the type pggit_proof.';
COMMENT ON COLUMN public.tb_pggit_proof.differences IS 'For divergent: the lines in which the two schemas differ.';
COMMENT ON COLUMN public.tb_pggit_proof.schema_fingerprint IS
'pggit_schema_fingerprint() at the time: another one now makes the proof stale.';
COMMENT ON COLUMN public.tb_pggit_proof.proven_at IS 'When it was proved.';

CREATE INDEX IF NOT EXISTS idx_pggit_proof_intent_b ON public.tb_pggit_proof (intent_b);
