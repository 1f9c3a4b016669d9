CREATE TABLE IF NOT EXISTS public.tb_pggit_setting_history (
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
COMMENT ON COLUMN public.tb_pggit_setting_history.db_role IS
'The database role that was logged in, or set with SET ROLE.';
COMMENT ON COLUMN public.tb_pggit_setting_history.chain_no IS
'The number in the chain of this row of that table, from 1.';
COMMENT ON COLUMN public.tb_pggit_setting_history.transaction_id IS 'The transaction that wrote the row.';
COMMENT ON COLUMN public.tb_pggit_setting_history.previous_hash IS
'row_hash of the row before; null in the first row.';
COMMENT ON COLUMN public.tb_pggit_setting_history.row_hash IS
'SHA-256 of previous_hash, chain_no and the SHA-256 of all other columns; '
'written by a trigger, whatever an INSERT says.';
