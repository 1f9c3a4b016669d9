CREATE TABLE IF NOT EXISTS public.tb_pggit_intent_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_intent_history_pkey PRIMARY KEY,
    intent_id varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT history_belongs_to_an_intent REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    old_status varchar(32),
    new_status varchar(32) NOT NULL,
    reason text,
    changed_by varchar(255) NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_role name NOT NULL,
    chain_no integer NOT NULL,
    transaction_id xid8 NOT NULL,
    content_hash bytea,
    previous_hash bytea,
    row_hash bytea NOT NULL,
    revision integer,
    replaced jsonb,
    superseded_by varchar(64) COLLATE "C",
    CONSTRAINT intent_history_has_one_row_per_number UNIQUE (intent_id, chain_no),
    CONSTRAINT revision_keeps_what_it_replaced CHECK ((revision IS NULL) = (replaced IS NULL))
);
COMMENT ON TABLE public.tb_pggit_intent_history IS
'Every status change of every intent, the registration and amendments included. Append-only.';
COMMENT ON COLUMN public.tb_pggit_intent_history.id IS 'Grows with time.';
COMMENT ON COLUMN public.tb_pggit_intent_history.intent_id IS 'The intent.';
COMMENT ON COLUMN public.tb_pggit_intent_history.old_status IS
'The status before; null for the registration, and for an amendment mostly the same as after.';
COMMENT ON COLUMN public.tb_pggit_intent_history.new_status IS 'The status after.';
COMMENT ON COLUMN public.tb_pggit_intent_history.reason IS
'Why, as said by who changed it, or by pggit for what follows from another change.';
COMMENT ON COLUMN public.tb_pggit_intent_history.changed_by IS
'Who, as said; pggit for what follows from another change, else the role when nothing was said.';
COMMENT ON COLUMN public.tb_pggit_intent_history.changed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_intent_history.db_role IS
'The database role that was logged in, or set with SET ROLE: what changed_by cannot fake.';
COMMENT ON COLUMN public.tb_pggit_intent_history.chain_no IS 'The row''s number in the chain of this intent, from 1.';
COMMENT ON COLUMN public.tb_pggit_intent_history.transaction_id IS
'The transaction that wrote the row.';
COMMENT ON COLUMN public.tb_pggit_intent_history.content_hash IS
'In the first row: SHA-256 of what the intent was registered with, the declared DDL included; in an amendment''s: '
'of what it says since.';
COMMENT ON COLUMN public.tb_pggit_intent_history.previous_hash IS
'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_intent_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; '
'written by a trigger, whatever an INSERT says.';
COMMENT ON COLUMN public.tb_pggit_intent_history.revision IS
'For an amendment: the number of the revision that it made; null for everything else.';
COMMENT ON COLUMN public.tb_pggit_intent_history.replaced IS
'For an amendment: schema_changes, tables_affected, risk_level and estimated_duration_ms as they were before it.';
COMMENT ON COLUMN public.tb_pggit_intent_history.superseded_by IS
'Where an intent ends because another takes its place: that one.';

CREATE INDEX IF NOT EXISTS idx_pggit_intent_history_id ON public.tb_pggit_intent_history (intent_id, id);
CREATE UNIQUE INDEX IF NOT EXISTS idx_pggit_intent_history_one_row_per_revision
ON public.tb_pggit_intent_history (intent_id, revision) WHERE revision IS NOT NULL;
