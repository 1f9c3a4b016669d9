SELECT pggit_internal.apply_part('110_idempotency') AS pending \gset
\if :pending
ALTER TABLE public.tb_pggit_intent ADD COLUMN idempotency_key varchar(255)
CONSTRAINT idempotency_key_is_not_blank CHECK (btrim(idempotency_key) <> '');
COMMENT ON COLUMN public.tb_pggit_intent.idempotency_key IS
'What the agent calls this registration, so that trying again finds it instead of making a second one; null when not given. An agent uses a key once.';

-- Not an index of the intents: a row of its own is there before the intent's, so that who comes second waits at the beginning
-- and not after having done everything.
CREATE TABLE pggit_internal.idempotency_key (
    agent_id varchar(255) NOT NULL,
    idempotency_key varchar(255) NOT NULL,
    intent_id varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT idempotency_key_belongs_to_an_intent REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    request_digest text NOT NULL,
    CONSTRAINT idempotency_key_pkey PRIMARY KEY (agent_id, idempotency_key)
);
COMMENT ON TABLE pggit_internal.idempotency_key IS 'Which intent an agent''s idempotency key stands for.';
COMMENT ON COLUMN pggit_internal.idempotency_key.agent_id IS 'Who declared.';
COMMENT ON COLUMN pggit_internal.idempotency_key.idempotency_key IS 'The key, as in the intent.';
COMMENT ON COLUMN pggit_internal.idempotency_key.intent_id IS 'The intent that was registered with it.';
COMMENT ON COLUMN pggit_internal.idempotency_key.request_digest IS 'SHA-256 of what was declared, to tell trying again from declaring something else.';
CREATE INDEX idx_pggit_idempotency_key_intent ON pggit_internal.idempotency_key (intent_id);
\endif
