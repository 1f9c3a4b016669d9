CREATE TABLE IF NOT EXISTS public.tb_pggit_seal (
    seal_no integer CONSTRAINT tb_pggit_seal_pkey PRIMARY KEY,
    sealed_at timestamptz NOT NULL,
    db_role name NOT NULL,
    history_rows bigint NOT NULL,
    in_progress xid8[] NOT NULL,
    previous_hash bytea,
    seal_hash bytea NOT NULL,
    CONSTRAINT seal_numbers_begin_with_1 CHECK (seal_no > 0),
    CONSTRAINT only_the_first_seal_has_none_before CHECK ((seal_no = 1) = (previous_hash IS NULL))
);
COMMENT ON TABLE public.tb_pggit_seal IS
'The seals that pggit_seal_history() has set on the history. Append-only; '
'worth something only with the hash that was kept elsewhere.';
COMMENT ON COLUMN public.tb_pggit_seal.seal_no IS 'The seal''s number, from 1.';
COMMENT ON COLUMN public.tb_pggit_seal.sealed_at IS 'When.';
COMMENT ON COLUMN public.tb_pggit_seal.db_role IS 'The database role that was logged in, or set with SET ROLE.';
COMMENT ON COLUMN public.tb_pggit_seal.history_rows IS
'How many rows of the histories are under this seal and those before it.';
COMMENT ON COLUMN public.tb_pggit_seal.in_progress IS
'Transactions that were in progress: what they wrote is older than the seal and not under it.';
COMMENT ON COLUMN public.tb_pggit_seal.previous_hash IS 'seal_hash of the seal before; null in the first.';
COMMENT ON COLUMN public.tb_pggit_seal.seal_hash IS
'What pggit_seal_history() gave back: SHA-256 of this row and of what it seals.';
