CREATE TABLE IF NOT EXISTS public.tb_pggit_consumer (
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
COMMENT ON TABLE public.tb_pggit_consumer IS
'Who reads events, and how far each has come. Registered by the first pggit_read_events() of that name.';
COMMENT ON COLUMN public.tb_pggit_consumer.consumer IS 'The name that the consumer gives itself.';
COMMENT ON COLUMN public.tb_pggit_consumer.role_name IS
'The role that registered it: only it, roles with its rights and coordinators read in this name.';
COMMENT ON COLUMN public.tb_pggit_consumer.registered_at IS 'When it was registered.';
COMMENT ON COLUMN public.tb_pggit_consumer.read_at IS 'When it read last; null before the first events.';
COMMENT ON COLUMN public.tb_pggit_consumer.last_event_id IS 'The last event that it was given.';
COMMENT ON COLUMN public.tb_pggit_consumer.done IS 'The moment up to which it has everything.';
COMMENT ON COLUMN public.tb_pggit_consumer.batch IS 'The moment up to which it is reading now; null in between.';
COMMENT ON COLUMN public.tb_pggit_consumer.batch_position IS 'The last event of that which it was given.';
