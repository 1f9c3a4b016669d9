CREATE OR REPLACE FUNCTION public.pggit_mark_in_progress(
    intent_id text, reason text DEFAULT NULL, changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN pggit_internal.move_intent(intent_id, 'in_progress', reason, changed_by);
COMMENT ON FUNCTION public.pggit_mark_in_progress(text, text, text) IS
'Work on the intent begins. Returns the intent''s row. SECURITY DEFINER: agents have no rights on the table. Raises '
'P0002 for an unknown id, 42501 for an agent that the caller is not bound to, PI001 when its status does not allow '
'it, PI002 while conflicts stand in the way.';
