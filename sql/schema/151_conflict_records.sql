SELECT pggit_internal.apply_part('151_conflict_records') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('conflict_records', '100', '100', NULL,
 'How many conflicts one registration or amendment records: errors before warnings, then those with the newest others, no pair in part and one at least; 0 = all. The others are counted, and pggit_unrecorded_conflicts() lists them.');
UPDATE public.tb_pggit_setting
SET description = 'How many conflicts one registration announces as NOTICE or WARNING, errors first where there are more; the others are counted in one more message.'
WHERE name = 'conflict_messages';

-- Not with a default at once: functions that take a row of the table would be in the way.
ALTER TABLE public.tb_pggit_intent ADD COLUMN unrecorded_errors integer, ADD COLUMN unrecorded_warnings integer;
ALTER TABLE public.tb_pggit_intent DISABLE TRIGGER USER;
UPDATE public.tb_pggit_intent SET unrecorded_errors = 0, unrecorded_warnings = 0;
ALTER TABLE public.tb_pggit_intent ENABLE TRIGGER USER;
ALTER TABLE public.tb_pggit_intent
ALTER COLUMN unrecorded_errors SET DEFAULT 0,
ALTER COLUMN unrecorded_errors SET NOT NULL,
ALTER COLUMN unrecorded_warnings SET DEFAULT 0,
ALTER COLUMN unrecorded_warnings SET NOT NULL,
ADD CONSTRAINT unrecorded_conflicts_are_counted CHECK (unrecorded_errors >= 0 AND unrecorded_warnings >= 0);
COMMENT ON COLUMN public.tb_pggit_intent.unrecorded_errors IS
'How many more conflicts of severity error it was found to have as the newcomer than the setting conflict_records let be recorded. Counted when last looked: some may have fallen away since. The worst of them are recorded when those that are, are settled.';
COMMENT ON COLUMN public.tb_pggit_intent.unrecorded_warnings IS 'The same for severity warning.';
\endif
