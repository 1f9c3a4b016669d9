CREATE TABLE IF NOT EXISTS public.tb_pggit_setting (
    name text CONSTRAINT tb_pggit_setting_pkey PRIMARY KEY,
    value text NOT NULL,
    default_value text NOT NULL,
    choices text[],
    max_value bigint,
    description text NOT NULL,
    CONSTRAINT setting_has_choices_or_a_largest_number CHECK (num_nulls(choices, max_value) = 1),
    CONSTRAINT setting_value_is_one_of_its_choices CHECK (choices IS NULL OR value = ANY(choices)),
    CONSTRAINT setting_value_without_choices_is_a_number
    CHECK (CASE WHEN choices IS NULL THEN value ~ '^[0-9]{1,18}$' AND value::numeric <= max_value ELSE true END)
);
COMMENT ON TABLE public.tb_pggit_setting IS
'Settings of this registry. A coordinator changes them with pggit_set(); they hold for everybody.';
COMMENT ON COLUMN public.tb_pggit_setting.name IS 'The setting''s name.';
COMMENT ON COLUMN public.tb_pggit_setting.value IS 'The value in force.';
COMMENT ON COLUMN public.tb_pggit_setting.default_value IS 'The value after installing.';
COMMENT ON COLUMN public.tb_pggit_setting.choices IS 'The values allowed; null when a number is expected.';
COMMENT ON COLUMN public.tb_pggit_setting.max_value IS
'The largest number allowed, 0 being the smallest; null when there are choices.';
COMMENT ON COLUMN public.tb_pggit_setting.description IS 'What the setting does.';

-- What the settings are is this file's; what they are set to is the team's.
INSERT INTO public.tb_pggit_setting AS s (name, value, default_value, choices, max_value, description)
SELECT v.name, v.default_value AS value, v.default_value, v.choices, v.max_value, v.description
FROM (VALUES
    ('agent_binding', 'off', ARRAY['off', 'on'], NULL,
     'Whether a role may act only as the agent ids that it is bound to; pggit_bind_agent() binds.'),
    ('check_syntax', 'on', ARRAY['on', 'off'], NULL,
     'Whether this server''s own parser checks declared DDL when it is registered or checked; '
     'off where the DDL is for a newer PostgreSQL.'),
    ('conflict_messages', '20', NULL, 10000,
     'How many conflicts one registration announces as NOTICE or WARNING, errors first where there are more; '
     'the others are counted in one more message.'),
    ('conflict_records', '100', NULL, 1000000,
     'How many conflicts one registration or amendment records: errors before warnings, then those with the newest '
     'others, no pair in part and one at least; 0 = all. '
     'The others are counted, and pggit_unrecorded_conflicts() lists them.'),
    ('events_kept_days', '30', NULL, 36500,
     'After how many days pggit_prune_events() removes events that every consumer has read.'),
    ('lease_seconds', '0', NULL, 999999999,
     'How long an intent is held without pggit_heartbeat() when its registration says nothing else; 0 = for ever.'),
    ('notify', 'conflicts', ARRAY['conflicts', 'all', 'nothing'], NULL,
     'Which events are announced by NOTIFY on channel pggit: those of conflicts and of leases that ended, all, '
     'or nothing. Commits that announce something wait for each other, in the whole cluster.'),
    ('prove_max_table_bytes', '10000000', NULL, 1000000000000000,
     'The size in bytes above which a table is never touched by a proof, rows allowed or not.'),
    ('prove_statements', 'ddl', ARRAY['ddl', 'do', 'all'], NULL,
     'Which declared statements a proof may execute: DDL; also DO blocks; also data changes and queries. '
     'all is meant for a shadow.'),
    ('prove_tables_with_rows', 'no', ARRAY['no', 'yes'], NULL,
     'Whether a proof may touch tables that hold rows: it locks and may rewrite them until it is rolled back.'),
    ('row_security', 'off', ARRAY['off', 'on'], NULL,
     'Whether agents read only their own intents, and of others what a conflict with theirs needs. '
     'Takes agent_binding.'),
    ('start_requires', 'no_unreviewed_error', ARRAY['no_unreviewed_error', 'no_open_conflict', 'nothing'], NULL,
     'What a conflicted intent needs before it may go in_progress: no unreviewed conflict of severity error, '
     'no open conflict at all, or nothing.'),
    ('unread_events_kept_days', '90', NULL, 36500,
     'After how many days pggit_prune_events() removes events that a consumer has not read.'),
    ('use_catalog', 'on', ARRAY['on', 'off'], NULL,
     'Whether dependencies among the objects of this database count for intents that name them; '
     'off where the declared DDL is for another database with objects of the same names.')
) AS v (name, default_value, choices, max_value, description)
ON CONFLICT ON CONSTRAINT tb_pggit_setting_pkey DO UPDATE
SET default_value = excluded.default_value, choices = excluded.choices, max_value = excluded.max_value,
    description = excluded.description
WHERE (s.default_value, s.choices, s.max_value, s.description)
    IS DISTINCT FROM (excluded.default_value, excluded.choices, excluded.max_value, excluded.description);
