-- Not an index of the intents: a row of its own is there before the intent's, so that a second registration with the
-- key waits at its beginning and not after having done everything.
CREATE TABLE IF NOT EXISTS pggit_internal.idempotency_key (
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
COMMENT ON COLUMN pggit_internal.idempotency_key.request_digest IS
'SHA-256 of what was declared, to tell trying again from declaring something else.';

CREATE INDEX IF NOT EXISTS idx_pggit_idempotency_key_intent ON pggit_internal.idempotency_key (intent_id);
