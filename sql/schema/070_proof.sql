SELECT pggit_internal.apply_part('070_proof') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('prove_statements', 'ddl', 'ddl', ARRAY['ddl', 'do', 'all'],
 'Which declared statements a proof may execute: DDL; also DO blocks; also data changes and queries. all is meant for a shadow.'),
('prove_tables_with_rows', 'no', 'no', ARRAY['no', 'yes'],
 'Whether a proof may touch tables that hold rows: it locks and may rewrite them until it is rolled back.'),
('prove_max_table_bytes', '10000000', '10000000', NULL,
 'The size in bytes above which a table is never touched by a proof, rows allowed or not.');

CREATE TYPE public.pggit_proof AS (
    outcome text,
    apply_first text,
    reason text,
    runs jsonb,
    differences jsonb
);
COMMENT ON TYPE public.pggit_proof IS
'What executing two changes in both orders showed. outcome as predicted ones, or unproven with the reason; apply_first a or b; runs: a, b, ab, ba, each null where it works, else {change, sqlstate, message, detail, statement_no, statement}; differences: for divergent {only_ab, only_ba}, the lines of the schema that only one order gives.';

CREATE TABLE public.tb_pggit_proof (
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
    CONSTRAINT outcome_is_known CHECK (outcome::text IN ('compatible', 'divergent', 'ordered', 'incompatible', 'unproven')),
    CONSTRAINT apply_first_is_one_of_the_two CHECK (apply_first::text IN (intent_a::text, intent_b::text))
);
COMMENT ON TABLE public.tb_pggit_proof IS 'The latest proof of each pair of intents, also of pairs without a conflict.';
COMMENT ON COLUMN public.tb_pggit_proof.intent_a IS 'The intent with the smaller id; a in runs.';
COMMENT ON COLUMN public.tb_pggit_proof.intent_b IS 'The intent with the greater id; b in runs.';
COMMENT ON COLUMN public.tb_pggit_proof.outcome IS 'compatible, divergent, ordered, incompatible or unproven.';
COMMENT ON COLUMN public.tb_pggit_proof.apply_first IS 'For ordered: the intent that must be applied first.';
COMMENT ON COLUMN public.tb_pggit_proof.reason IS 'For unproven: why.';
COMMENT ON COLUMN public.tb_pggit_proof.runs IS 'What the four runs ended with, see the type pggit_proof.';
COMMENT ON COLUMN public.tb_pggit_proof.differences IS 'For divergent: the lines in which the two schemas differ.';
COMMENT ON COLUMN public.tb_pggit_proof.schema_fingerprint IS 'pggit_schema_fingerprint() at the time: another one now makes the proof stale.';
COMMENT ON COLUMN public.tb_pggit_proof.proven_at IS 'When it was proved.';
CREATE INDEX idx_pggit_proof_intent_b ON public.tb_pggit_proof (intent_b);
\endif
