SELECT pggit_internal.apply_part('153_conflict_history_key') AS pending \gset
\if :pending
-- Its conflict is always there before it; and what is checked at the end of a transaction is planned outside of the
-- functions that keep plans on the indexes.
ALTER TABLE public.tb_pggit_conflict_history ALTER CONSTRAINT conflict_history_belongs_to_a_conflict NOT DEFERRABLE;
\endif
