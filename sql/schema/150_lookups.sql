SELECT pggit_internal.apply_part('150_lookups') AS pending \gset
\if :pending
-- Nearly every intent uses the schema public, and hardly any changes it: who looks for those that do must not meet all of
-- them. As an expression, because then no other index can be taken for it, however small the table was when a session
-- planned its lookup.
CREATE INDEX idx_pggit_footprint_modified_key ON pggit_internal.footprint ((CASE WHEN action <> 'use' THEN key END))
WHERE action <> 'use';
CREATE INDEX idx_pggit_footprint_any_key ON pggit_internal.footprint (key);
DROP INDEX pggit_internal.idx_pggit_footprint_key;
CREATE INDEX idx_pggit_intent_expires_at ON public.tb_pggit_intent (expires_at) WHERE expires_at IS NOT NULL;
-- What has not been sorted into the index yet is read by every list of a table's intents: 256 kB at most.
ALTER INDEX public.idx_pggit_intent_tables SET (gin_pending_list_limit = 256);
\endif
