SELECT pggit_internal.apply_part('080_catalog') AS pending \gset
\if :pending
INSERT INTO public.tb_pggit_setting (name, value, default_value, choices, description) VALUES
('use_catalog', 'on', 'on', ARRAY['on', 'off'],
 'Whether dependencies among the objects of this database count for intents that name them; off where the declared DDL is for another database with objects of the same names.');
\endif
