SELECT pggit_internal.apply_part('120_events') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('notify', 'conflicts', 'conflicts', ARRAY['conflicts', 'all', 'nothing'],
 'Which events are announced by NOTIFY on channel pggit: those of conflicts and of leases that ended, all, or nothing. Commits that announce something wait for each other, in the whole cluster.'),
('events_kept_days', '30', '30', NULL,
 'After how many days pggit_prune_events() removes events that every consumer has read.'),
('unread_events_kept_days', '90', '90', NULL,
 'After how many days pggit_prune_events() removes events that a consumer has not read.');

-- No foreign keys: intents and conflicts are never deleted, events are.
CREATE TABLE public.tb_pggit_event (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_event_pkey PRIMARY KEY,
    kind varchar(32) COLLATE "C" NOT NULL,
    intent_id varchar(64) COLLATE "C" NOT NULL,
    other_intent_id varchar(64) COLLATE "C",
    conflict_id bigint,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    generation integer NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT payload_is_an_object CHECK (jsonb_typeof(payload) = 'object'),
    CONSTRAINT conflict_has_two_sides CHECK ((conflict_id IS NULL) = (other_intent_id IS NULL))
);
COMMENT ON TABLE public.tb_pggit_event IS
'What happened, for consumers: one row per entry of the histories, and per lease that ended. pggit_read_events() gives each to every consumer; pggit_prune_events() removes old ones.';
COMMENT ON COLUMN public.tb_pggit_event.id IS 'Grows from one event of an intent to the next.';
COMMENT ON COLUMN public.tb_pggit_event.kind IS
'registered, status_changed, lease_expired, or conflict_ and the event in tb_pggit_conflict_history.';
COMMENT ON COLUMN public.tb_pggit_event.intent_id IS 'The intent; of a conflict the newcomer.';
COMMENT ON COLUMN public.tb_pggit_event.other_intent_id IS 'The other side of a conflict.';
COMMENT ON COLUMN public.tb_pggit_event.conflict_id IS 'The conflict.';
COMMENT ON COLUMN public.tb_pggit_event.payload IS
'The event as small JSON: kind, ids, statuses, conflict type, severity, outcome; never names or DDL. NOTIFY sends the same with the event''s id.';
COMMENT ON COLUMN public.tb_pggit_event.created_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_event.generation IS 'The cluster in which it was written, counted from restore to restore: transaction_id means something only within it.';
COMMENT ON COLUMN public.tb_pggit_event.transaction_id IS 'The transaction that wrote it.';
CREATE INDEX idx_pggit_event_transaction ON public.tb_pggit_event (generation, transaction_id);

CREATE TABLE pggit_internal.event_generation (
    generation integer CONSTRAINT event_generation_pkey PRIMARY KEY,
    system_identifier bigint NOT NULL
);
COMMENT ON TABLE pggit_internal.event_generation IS
'The clusters that this database has lived in: after a restore elsewhere transaction numbers begin anew, and a new generation with them.';
COMMENT ON COLUMN pggit_internal.event_generation.generation IS 'Counted from 1.';
COMMENT ON COLUMN pggit_internal.event_generation.system_identifier IS 'The cluster''s, from pg_control_system().';

CREATE TYPE pggit_internal.event_snapshot AS (generation integer, xmax xid8, in_progress xid8 []);
COMMENT ON TYPE pggit_internal.event_snapshot IS
'A moment, as pg_snapshot has it, and the cluster''s generation: the events of transactions that had ended then are in it.';

CREATE TABLE public.tb_pggit_consumer (
    consumer varchar(255) COLLATE "C" CONSTRAINT tb_pggit_consumer_pkey PRIMARY KEY,
    role_name name NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    read_at timestamptz,
    last_event_id bigint,
    done pggit_internal.event_snapshot NOT NULL DEFAULT ROW(0, '0', '{}'),
    batch pggit_internal.event_snapshot,
    batch_position bigint,
    CONSTRAINT batch_has_its_position CHECK ((batch IS NULL) = (batch_position IS NULL))
);
COMMENT ON TABLE public.tb_pggit_consumer IS 'Who reads events, and how far each has come. Registered by the first pggit_read_events() of that name.';
COMMENT ON COLUMN public.tb_pggit_consumer.consumer IS 'The name that the consumer gives itself.';
COMMENT ON COLUMN public.tb_pggit_consumer.role_name IS 'The role that registered it: only it, roles with its rights and coordinators read in this name.';
COMMENT ON COLUMN public.tb_pggit_consumer.registered_at IS 'When it was registered.';
COMMENT ON COLUMN public.tb_pggit_consumer.read_at IS 'When it read last; null before the first events.';
COMMENT ON COLUMN public.tb_pggit_consumer.last_event_id IS 'The last event that it was given.';
COMMENT ON COLUMN public.tb_pggit_consumer.done IS 'The moment up to which it has everything.';
COMMENT ON COLUMN public.tb_pggit_consumer.batch IS 'The moment up to which it is reading now; null in between.';
COMMENT ON COLUMN public.tb_pggit_consumer.batch_position IS 'The last event of that which it was given.';
\endif
