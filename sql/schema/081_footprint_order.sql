SELECT pggit_internal.apply_part('081_footprint_order') AS pending \gset
\if :pending
ALTER TABLE pggit_internal.footprint ADD COLUMN place integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN pggit_internal.footprint.place IS
'Its number in the footprint: of one statement, too, the judge needs what comes first before what comes second.';
\endif
