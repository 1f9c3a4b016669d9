CREATE TABLE IF NOT EXISTS pggit_internal.object_key (
    key text COLLATE "C" CONSTRAINT object_key_pkey PRIMARY KEY,
    registrations bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE pggit_internal.object_key IS
'One row per object that some intent touches: registering locks it, so that two who touch the same object come one '
'after the other.';
COMMENT ON COLUMN pggit_internal.object_key.key IS
'The object key, as in footprint; for a schema, with the number of one of its slots; detector: '
'is all intents'', while a detector runs for all of them.';
COMMENT ON COLUMN pggit_internal.object_key.registrations IS
'Counted up at each registration: the change of the row is what makes a registration with an older snapshot fail '
'with 40001.';

-- A registration locks this row while a detector runs for all active intents. It is there from the beginning, so that a
-- transaction with an older snapshot than that detector fails at it.
INSERT INTO pggit_internal.object_key (key) VALUES ('detector:') ON CONFLICT ON CONSTRAINT object_key_pkey DO NOTHING;
