-- No foreign keys: intents and conflicts are never deleted, events are.
CREATE TABLE IF NOT EXISTS public.tb_pggit_event (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_event_pkey PRIMARY KEY,
    kind varchar(32) COLLATE "C" NOT NULL,
    intent_id varchar(64) COLLATE "C" NOT NULL,
    other_intent_id varchar(64) COLLATE "C",
    conflict_id bigint,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    generation integer NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT conflict_has_two_sides CHECK ((conflict_id IS NULL) = (other_intent_id IS NULL)),
    CONSTRAINT payload_is_an_object CHECK (jsonb_typeof(payload) = 'object')
);
COMMENT ON TABLE public.tb_pggit_event IS
'What happened, for consumers: one row per entry of the histories, and per lease that ended. '
'pggit_read_events() gives each to every consumer; pggit_prune_events() removes old ones.';
COMMENT ON COLUMN public.tb_pggit_event.id IS 'Grows from one event of an intent to the next.';
COMMENT ON COLUMN public.tb_pggit_event.kind IS
'registered, amended, status_changed, lease_expired, or conflict_ and the event in tb_pggit_conflict_history.';
COMMENT ON COLUMN public.tb_pggit_event.intent_id IS 'The intent; of a conflict the newcomer.';
COMMENT ON COLUMN public.tb_pggit_event.other_intent_id IS 'The other side of a conflict.';
COMMENT ON COLUMN public.tb_pggit_event.conflict_id IS 'The conflict.';
COMMENT ON COLUMN public.tb_pggit_event.payload IS
'The event as small JSON: kind, ids, statuses, conflict type, severity, outcome; never names or DDL. '
'NOTIFY sends the same with the event''s id.';
COMMENT ON COLUMN public.tb_pggit_event.created_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_event.generation IS
'The cluster in which it was written, counted from restore to restore: '
'transaction_id means something only within it.';
COMMENT ON COLUMN public.tb_pggit_event.transaction_id IS 'The transaction that wrote it.';

CREATE INDEX IF NOT EXISTS idx_pggit_event_transaction ON public.tb_pggit_event (generation, transaction_id);
