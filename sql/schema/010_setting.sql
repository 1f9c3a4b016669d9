SELECT pggit_internal.apply_part('010_setting') AS pending \gset
\if :pending
CREATE TABLE public.tb_pggit_setting (
    name text CONSTRAINT tb_pggit_setting_pkey PRIMARY KEY,
    value text NOT NULL,
    default_value text NOT NULL,
    choices text [],
    description text NOT NULL,
    CONSTRAINT setting_value_is_one_of_its_choices CHECK (choices IS NULL OR value = ANY(choices)),
    CONSTRAINT setting_value_without_choices_is_a_number CHECK (choices IS NOT NULL OR value ~ '^[0-9]{1,9}$')
);
COMMENT ON TABLE public.tb_pggit_setting IS
'Settings of this registry. A coordinator changes them by UPDATE of value; they hold for everybody.';
COMMENT ON COLUMN public.tb_pggit_setting.name IS 'The setting''s name.';
COMMENT ON COLUMN public.tb_pggit_setting.value IS 'The value in force.';
COMMENT ON COLUMN public.tb_pggit_setting.default_value IS 'The value after installing.';
COMMENT ON COLUMN public.tb_pggit_setting.choices IS 'The values allowed; null when a number is expected.';
COMMENT ON COLUMN public.tb_pggit_setting.description IS 'What the setting does.';

INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('start_requires', 'no_unreviewed_error', 'no_unreviewed_error', ARRAY['no_unreviewed_error', 'no_open_conflict', 'nothing'],
 'What a conflicted intent needs before it may go in_progress: no unreviewed conflict of severity error, no open conflict at all, or nothing.'),
('check_syntax', 'on', 'on', ARRAY['on', 'off'],
 'Whether this server''s own parser checks declared DDL when it is registered or checked; off where the DDL is for a newer PostgreSQL.'),
('conflict_messages', '20', '20', NULL,
 'How many conflicts one registration announces as NOTICE or WARNING; the others are counted in one more message. All are recorded.');
\endif
