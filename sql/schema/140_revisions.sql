SELECT pggit_internal.apply_part('140_revisions') AS pending \gset
\if :pending
ALTER TABLE public.tb_pggit_intent
ADD COLUMN revision integer NOT NULL DEFAULT 1 CONSTRAINT revisions_begin_with_1 CHECK (revision > 0),
ADD COLUMN superseded_by varchar(64) COLLATE "C"
CONSTRAINT superseding_intent_exists REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED
CONSTRAINT intent_is_not_superseded_by_itself CHECK (superseded_by <> id);
COMMENT ON COLUMN public.tb_pggit_intent.revision IS
'How often its DDL has been declared: 1, and one more with each pggit_amend_intent(). v_pggit_revision has the earlier ones.';
COMMENT ON COLUMN public.tb_pggit_intent.superseded_by IS
'The intent that has taken its place, by pggit_merge_intents() or pggit_supersede_intent(); it is abandoned then.';
CREATE INDEX idx_pggit_intent_superseded_by ON public.tb_pggit_intent (superseded_by) WHERE superseded_by IS NOT NULL;

-- An amendment is a row of the intent's history like a change of status: so it has its place in the order of both, and
-- is as hard to tamper with.
ALTER TABLE public.tb_pggit_intent_history
ADD COLUMN revision integer,
ADD COLUMN replaced jsonb,
ADD COLUMN superseded_by varchar(64) COLLATE "C",
ADD CONSTRAINT revision_keeps_what_it_replaced CHECK ((revision IS NULL) = (replaced IS NULL));
CREATE UNIQUE INDEX idx_pggit_intent_history_one_row_per_revision
ON public.tb_pggit_intent_history (intent_id, revision) WHERE revision IS NOT NULL;
COMMENT ON TABLE public.tb_pggit_intent_history IS
'Every status change of every intent, the registration and amendments included. Append-only.';
COMMENT ON COLUMN public.tb_pggit_intent_history.old_status IS
'The status before; null for the registration, and for an amendment mostly the same as after.';
COMMENT ON COLUMN public.tb_pggit_intent_history.revision IS
'For an amendment: the number of the revision that it made; null for everything else.';
COMMENT ON COLUMN public.tb_pggit_intent_history.replaced IS
'For an amendment: schema_changes, tables_affected, risk_level and estimated_duration_ms as they were before it.';
COMMENT ON COLUMN public.tb_pggit_intent_history.superseded_by IS 'Where an intent ends because another takes its place: that one.';
COMMENT ON COLUMN public.tb_pggit_intent_history.content_hash IS
'In the first row: SHA-256 of what the intent was registered with, the declared DDL included; in an amendment''s: of what it says since.';

ALTER TABLE public.tb_pggit_conflict_history
DROP CONSTRAINT event_is_known,
ADD CONSTRAINT event_is_known CHECK (event IN ('found', 'reviewed', 'noted', 'reopened', 'fell_away', 'proved', 'amended'));
COMMENT ON COLUMN public.tb_pggit_conflict_history.event IS
'found; reviewed = decided; noted = something else changed, such as notes or severity; reopened; fell_away = closed by what became of an intent, or found no longer; proved = both orders were executed; amended = what an amendment of a side changed in an open one, or a proof that it made void.';
COMMENT ON COLUMN public.tb_pggit_event.kind IS
'registered, amended, status_changed, lease_expired, or conflict_ and the event in tb_pggit_conflict_history.';
\endif
