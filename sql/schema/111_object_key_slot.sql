SELECT pggit_internal.apply_part('111_object_key_slot') AS pending \gset
\if :pending
ALTER TABLE pggit_internal.footprint ADD COLUMN slot smallint;
COMMENT ON COLUMN pggit_internal.footprint.slot IS
'For a schema in which objects of the intent merely live: which of the rows of its key the registration locked. Null for all rows that the key has.';
\endif
