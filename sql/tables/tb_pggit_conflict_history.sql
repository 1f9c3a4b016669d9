CREATE TABLE IF NOT EXISTS public.tb_pggit_conflict_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_conflict_history_pkey PRIMARY KEY,
    conflict_id bigint NOT NULL CONSTRAINT conflict_history_belongs_to_a_conflict REFERENCES public.tb_pggit_conflict,
    event text NOT NULL,
    severity varchar(7) NOT NULL,
    reason text,
    changed_by varchar(255) NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_role name NOT NULL,
    chain_no integer NOT NULL,
    transaction_id xid8 NOT NULL,
    content_hash bytea,
    previous_hash bytea,
    row_hash bytea NOT NULL,
    CONSTRAINT conflict_history_has_one_row_per_number UNIQUE (conflict_id, chain_no),
    CONSTRAINT event_is_known
    CHECK (event IN ('found', 'reviewed', 'noted', 'reopened', 'fell_away', 'proved', 'amended'))
);
COMMENT ON TABLE public.tb_pggit_conflict_history IS 'What happened to every conflict. Append-only.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.id IS 'Grows with time.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.conflict_id IS 'The conflict.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.event IS
'found; reviewed = decided; noted = something else changed, such as notes or severity; reopened; '
'fell_away = closed by what became of an intent, or found no longer; proved = both orders were executed; '
'amended = what an amendment of a side changed in an open one, or a proof that it made void.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.severity IS 'The severity after the event.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.reason IS 'The notes, or why it fell away.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.changed_by IS
'Who, as said; pggit for what follows from another change, else the role when nothing was said.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.changed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.db_role IS
'The database role that was logged in, or set with SET ROLE.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.chain_no IS
'The row''s number in the chain of this conflict, from 1.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.transaction_id IS
'The transaction that wrote the row.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.content_hash IS
'SHA-256 of the conflict as it was after the event.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.previous_hash IS
'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; '
'written by a trigger, whatever an INSERT says.';

CREATE INDEX IF NOT EXISTS idx_pggit_conflict_history_id ON public.tb_pggit_conflict_history (conflict_id, id);
