SELECT pggit_internal.apply_part('090_chains') AS pending \gset
\if :pending
ALTER TABLE public.tb_pggit_intent_history
ADD COLUMN chain_no integer,
ADD COLUMN transaction_id xid8,
ADD COLUMN content_hash bytea,
ADD COLUMN previous_hash bytea,
ADD COLUMN row_hash bytea,
ADD CONSTRAINT intent_history_has_one_row_per_number UNIQUE (intent_id, chain_no);
COMMENT ON COLUMN public.tb_pggit_intent_history.chain_no IS 'The row''s number in the chain of this intent, from 1.';
COMMENT ON COLUMN public.tb_pggit_intent_history.transaction_id IS
'The transaction that wrote the row; null for rows from before there were chains.';
COMMENT ON COLUMN public.tb_pggit_intent_history.content_hash IS
'In the first row: SHA-256 of what the intent was registered with, the declared DDL included.';
COMMENT ON COLUMN public.tb_pggit_intent_history.previous_hash IS 'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_intent_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; written by a trigger, whatever an INSERT says.';

ALTER TABLE public.tb_pggit_conflict_history
ADD COLUMN chain_no integer,
ADD COLUMN transaction_id xid8,
ADD COLUMN content_hash bytea,
ADD COLUMN previous_hash bytea,
ADD COLUMN row_hash bytea,
ADD CONSTRAINT conflict_history_has_one_row_per_number UNIQUE (conflict_id, chain_no);
COMMENT ON COLUMN public.tb_pggit_conflict_history.chain_no IS 'The row''s number in the chain of this conflict, from 1.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.transaction_id IS
'The transaction that wrote the row; null for rows from before there were chains.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.content_hash IS 'SHA-256 of the conflict as it was after the event.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.previous_hash IS 'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; written by a trigger, whatever an INSERT says.';
COMMENT ON COLUMN public.tb_pggit_conflict_history.event IS
'found; reviewed = decided; noted = something else changed, such as notes or severity; reopened; fell_away = closed by what became of an intent; proved = both orders were executed.';

CREATE TABLE public.tb_pggit_setting_history (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tb_pggit_setting_history_pkey PRIMARY KEY,
    table_name text COLLATE "C" NOT NULL,
    row_key text COLLATE "C" NOT NULL,
    event text NOT NULL,
    old_row jsonb,
    new_row jsonb,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    db_role name NOT NULL,
    chain_no integer NOT NULL,
    transaction_id xid8 NOT NULL,
    previous_hash bytea,
    row_hash bytea NOT NULL,
    CONSTRAINT setting_history_has_one_row_per_number UNIQUE (table_name, row_key, chain_no),
    CONSTRAINT event_is_known CHECK (event IN ('installed', 'added', 'changed', 'removed')),
    CONSTRAINT only_what_is_removed_has_no_new_row CHECK ((event = 'removed') = (new_row IS NULL))
);
COMMENT ON TABLE public.tb_pggit_setting_history IS
'Every change of what a team can set: settings, statuses, transitions, severities, agent bindings. Append-only.';
COMMENT ON COLUMN public.tb_pggit_setting_history.id IS 'Grows with time.';
COMMENT ON COLUMN public.tb_pggit_setting_history.table_name IS 'The table whose row it is.';
COMMENT ON COLUMN public.tb_pggit_setting_history.row_key IS 'The row''s name in that table.';
COMMENT ON COLUMN public.tb_pggit_setting_history.event IS
'installed = brought by install.sql, or found changed by it without a row here; added; changed; removed.';
COMMENT ON COLUMN public.tb_pggit_setting_history.old_row IS 'The row before; null when it was not there.';
COMMENT ON COLUMN public.tb_pggit_setting_history.new_row IS 'The row after; null when it was removed.';
COMMENT ON COLUMN public.tb_pggit_setting_history.changed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_setting_history.db_role IS 'The database role that was logged in, or set with SET ROLE.';
COMMENT ON COLUMN public.tb_pggit_setting_history.chain_no IS 'The number in the chain of this row of that table, from 1.';
COMMENT ON COLUMN public.tb_pggit_setting_history.transaction_id IS 'The transaction that wrote the row.';
COMMENT ON COLUMN public.tb_pggit_setting_history.previous_hash IS 'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_setting_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; written by a trigger, whatever an INSERT says.';

CREATE TABLE public.tb_pggit_seal (
    seal_no integer CONSTRAINT tb_pggit_seal_pkey PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    db_role name NOT NULL,
    history_rows bigint NOT NULL,
    in_progress xid8 [] NOT NULL,
    previous_hash bytea,
    seal_hash bytea NOT NULL,
    CONSTRAINT seal_numbers_begin_with_1 CHECK (seal_no > 0),
    CONSTRAINT only_the_first_seal_has_none_before CHECK ((seal_no = 1) = (previous_hash IS NULL))
);
COMMENT ON TABLE public.tb_pggit_seal IS
'The seals that pggit_seal_history() has set on the history. Append-only; worth something only with the hash that was kept elsewhere.';
COMMENT ON COLUMN public.tb_pggit_seal.seal_no IS 'The seal''s number, from 1.';
COMMENT ON COLUMN public.tb_pggit_seal.sealed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_seal.db_role IS 'The database role that was logged in, or set with SET ROLE.';
COMMENT ON COLUMN public.tb_pggit_seal.history_rows IS 'How many rows of the histories are under this seal and those before it.';
COMMENT ON COLUMN public.tb_pggit_seal.in_progress IS
'Transactions that were in progress: what they wrote is older than the seal and not under it.';
COMMENT ON COLUMN public.tb_pggit_seal.previous_hash IS 'seal_hash of the seal before; null in the first.';
COMMENT ON COLUMN public.tb_pggit_seal.seal_hash IS 'What pggit_seal_history() gave back: SHA-256 of this row and of what it seals.';

-- A row of the history is sealed by the hash of its columns, without its place: so a row that was taken out or put in
-- can be told from one that was changed, also after somebody has numbered and hashed the chain anew.
CREATE TABLE pggit_internal.sealed_chain (
    seal_no integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    chain text COLLATE "C" NOT NULL,
    first_no integer NOT NULL,
    bodies bytea NOT NULL,
    CONSTRAINT sealed_chain_pkey PRIMARY KEY (seal_no, kind, chain),
    CONSTRAINT bodies_are_hashes CHECK (length(bodies) % 32 = 0 AND length(bodies) > 0)
);
COMMENT ON TABLE pggit_internal.sealed_chain IS 'What each seal has added: the rows that a chain had got since the seal before. Append-only.';
COMMENT ON COLUMN pggit_internal.sealed_chain.seal_no IS 'The seal.';
COMMENT ON COLUMN pggit_internal.sealed_chain.kind IS 'intent, conflict or setting: whose history.';
COMMENT ON COLUMN pggit_internal.sealed_chain.chain IS 'The id of the intent or conflict, or the table and row of the setting.';
COMMENT ON COLUMN pggit_internal.sealed_chain.first_no IS 'chain_no of the first of the rows.';
COMMENT ON COLUMN pggit_internal.sealed_chain.bodies IS 'The SHA-256 of each row without its place in the chain, 32 bytes each, in the order of chain_no.';
\endif
