CREATE OR REPLACE FUNCTION public.pggit_mark_merged(
    intent_id text, reason text DEFAULT NULL, changed_by text DEFAULT NULL
) RETURNS public.tb_pggit_intent
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN pggit_internal.move_intent(intent_id, 'merged', reason, changed_by);
COMMENT ON FUNCTION public.pggit_mark_merged(text, text, text) IS
'The intent reached the main schema; conflicts in which it had to go first fall away. Returns the intent''s row. '
'SECURITY DEFINER: agents have no rights on the table. Raises P0002 for an unknown id, 42501 for an agent that the '
'caller is not bound to, PI001 when it is not completed.';
