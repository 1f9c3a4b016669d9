SELECT pggit_internal.apply_part('132_event_generation') AS pending \gset
\if :pending
ALTER TABLE pggit_internal.event_generation ADD COLUMN table_number oid NOT NULL DEFAULT 0;
COMMENT ON COLUMN pggit_internal.event_generation.table_number IS
'This table''s own oid: another one after a restore, also between two clusters that were copied from each other and have one identifier.';
UPDATE pggit_internal.event_generation SET table_number = 'pggit_internal.event_generation'::regclass;
ALTER TABLE pggit_internal.event_generation ALTER COLUMN table_number DROP DEFAULT;
\endif
