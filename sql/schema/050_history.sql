SELECT pggit_internal.apply_part('050_history') AS pending \gset
\if :pending
CREATE TABLE public.tb_pggit_intent_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_intent_history_pkey PRIMARY KEY,
    intent_id varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT history_belongs_to_an_intent REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    old_status varchar(32),
    new_status varchar(32) NOT NULL,
    reason text,
    changed_by varchar(255) NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_role name NOT NULL
);
COMMENT ON TABLE public.tb_pggit_intent_history IS 'Every status change of every intent, the registration included. Append-only.';
COMMENT ON COLUMN public.tb_pggit_intent_history.id IS 'Grows with time.';
COMMENT ON COLUMN public.tb_pggit_intent_history.intent_id IS 'The intent.';
COMMENT ON COLUMN public.tb_pggit_intent_history.old_status IS 'The status before; null for the registration.';
COMMENT ON COLUMN public.tb_pggit_intent_history.new_status IS 'The status after.';
COMMENT ON COLUMN public.tb_pggit_intent_history.reason IS 'Why, as said by who changed it, or by pggit for what follows from another change.';
COMMENT ON COLUMN public.tb_pggit_intent_history.changed_by IS 'Who, as said; pggit for what follows from another change, else the role when nothing was said.';
COMMENT ON COLUMN public.tb_pggit_intent_history.changed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_intent_history.db_role IS 'The database role that was logged in, or set with SET ROLE: what changed_by cannot fake.';
CREATE INDEX idx_pggit_intent_history_id ON public.tb_pggit_intent_history (intent_id, id);

CREATE TABLE public.tb_pggit_conflict_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_conflict_history_pkey PRIMARY KEY,
    conflict_id bigint NOT NULL
    CONSTRAINT conflict_history_belongs_to_a_conflict REFERENCES public.tb_pggit_conflict DEFERRABLE INITIALLY DEFERRED,
    event text NOT NULL,
    severity varchar(7) NOT NULL,
    reason text,
    changed_by varchar(255) NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_role name NOT NULL,
    CONSTRAINT event_is_known CHECK (event IN ('found', 'reviewed', 'noted', 'reopened', 'fell_away', 'proved'))
);
COMMENT ON TABLE public.tb_pggit_conflict_history IS 'What happened to every conflict. Append-only.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.id IS 'Grows with time.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.conflict_id IS 'The conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.event IS
'found; reviewed = decided; noted = notes or severity changed without deciding; reopened; fell_away = closed by what became of an intent; proved = both orders were executed.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.severity IS 'The severity after the event.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.reason IS 'The notes, or why it fell away.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.changed_by IS 'Who, as said; pggit for what follows from another change, else the role when nothing was said.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.changed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.db_role IS 'The database role that was logged in, or set with SET ROLE.';
CREATE INDEX idx_pggit_conflict_history_id ON public.tb_pggit_conflict_history (conflict_id, id);
\endif
