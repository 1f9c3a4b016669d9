SELECT pggit_internal.apply_part('121_leases') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('lease_seconds', '0', '0', NULL,
 'How long an intent is held without pggit_heartbeat() when its registration says nothing else; 0 = for ever.');

ALTER TABLE public.tb_pggit_intent
ADD COLUMN lease interval CONSTRAINT lease_is_not_negative CHECK (lease >= interval '0'),
ADD COLUMN expires_at timestamptz;
COMMENT ON COLUMN public.tb_pggit_intent.lease IS
'How long it is held from one sign of life to the next; null = as the setting lease_seconds says, 0 = for ever.';
COMMENT ON COLUMN public.tb_pggit_intent.expires_at IS
'Until when it is held: an active intent that is past it has expired, and still collides until somebody abandons it. Null = for ever.';

-- Expiry and retention ask one clock.
CREATE TABLE pggit_internal.stopped_clock (
    shows timestamptz NOT NULL,
    only_one boolean NOT NULL DEFAULT true CONSTRAINT stopped_clock_pkey PRIMARY KEY CONSTRAINT there_is_one_clock CHECK (only_one)
);
COMMENT ON TABLE pggit_internal.stopped_clock IS 'Empty, or the time that tests want it to be.';
COMMENT ON COLUMN pggit_internal.stopped_clock.shows IS 'What time it is.';
COMMENT ON COLUMN pggit_internal.stopped_clock.only_one IS 'Always true.';
\endif
