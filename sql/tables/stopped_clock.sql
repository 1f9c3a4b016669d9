-- Expiry and retention ask one clock, which tests can stop.
CREATE TABLE IF NOT EXISTS pggit_internal.stopped_clock (
    shows timestamptz NOT NULL,
    only_one boolean DEFAULT true CONSTRAINT stopped_clock_pkey PRIMARY KEY,
    CONSTRAINT there_is_one_clock CHECK (only_one)
);
COMMENT ON TABLE pggit_internal.stopped_clock IS 'Empty, or the time that tests want it to be.';
COMMENT ON COLUMN pggit_internal.stopped_clock.shows IS 'What time it is.';
COMMENT ON COLUMN pggit_internal.stopped_clock.only_one IS 'Always true.';
