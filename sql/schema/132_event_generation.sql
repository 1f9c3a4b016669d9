SELECT pggit_internal.apply_part('132_event_generation') AS pending \gset
\if :pending
ALTER TABLE pggit_internal.event_generation ADD COLUMN table_number bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN pggit_internal.event_generation.table_number IS
'This table''s own number in its cluster, which is compared and never followed: another one after a restore, also between clusters that were copied from each other and have one identifier.';
UPDATE pggit_internal.event_generation SET table_number = 'pggit_internal.event_generation'::regclass::oid::bigint;
ALTER TABLE pggit_internal.event_generation ALTER COLUMN table_number DROP DEFAULT;
\endif
