CREATE TABLE IF NOT EXISTS pggit_internal.event_generation (
    generation integer CONSTRAINT event_generation_pkey PRIMARY KEY,
    system_identifier bigint NOT NULL,
    table_number bigint NOT NULL
);
COMMENT ON TABLE pggit_internal.event_generation IS
'The clusters that this database has lived in: after a restore elsewhere transaction numbers begin anew, and a new '
'generation with them.';
COMMENT ON COLUMN pggit_internal.event_generation.generation IS 'Counted from 1.';
COMMENT ON COLUMN pggit_internal.event_generation.system_identifier IS 'The cluster''s, from pg_control_system().';
COMMENT ON COLUMN pggit_internal.event_generation.table_number IS
'This table''s own number in its cluster, which is compared and never followed: '
'another one after a restore, also between clusters that were copied from each other and have one identifier.';
