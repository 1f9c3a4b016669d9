CREATE OR REPLACE FUNCTION public.pggit_remove_conflict_type(conflict_type text) RETURNS public.tb_pggit_conflict_rule
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_type text := lower(btrim(pggit_remove_conflict_type.conflict_type));
    v_rule public.tb_pggit_conflict_rule;
BEGIN
    IF EXISTS (
        SELECT FROM jsonb_to_recordset(pggit_internal.conflict_types()) AS t (conflict_type text)
        WHERE t.conflict_type = v_type
    ) THEN
        RAISE EXCEPTION 'conflict type "%" is built in', v_type
            USING ERRCODE = 'PI033', HINT = 'Change its severities by UPDATE of tb_pggit_conflict_rule.';
    END IF;
    SELECT r.* INTO v_rule FROM public.tb_pggit_conflict_rule AS r WHERE r.conflict_type = v_type FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'conflict type "%" does not exist',
            pggit_internal.shown(left(pggit_remove_conflict_type.conflict_type, 60))
            USING ERRCODE = 'undefined_object', HINT = 'tb_pggit_conflict_rule lists those that do.';
    ELSIF EXISTS (SELECT FROM public.tb_pggit_conflict AS c WHERE c.conflict_type = v_type) THEN
        RAISE EXCEPTION 'conflicts of type "%" are on record', v_type
            USING ERRCODE = 'PI031', DETAIL = 'Conflicts that were found stay, closed ones too.',
                  HINT = 'Let no detector report it any more; the type stays with them.';
    END IF;
    DELETE FROM public.tb_pggit_conflict_rule AS r WHERE r.conflict_type = v_type;
    RETURN v_rule;
END
$function$;
COMMENT ON FUNCTION public.pggit_remove_conflict_type(text) IS
'Removes a kind of conflict that the team added and no conflict has. SECURITY DEFINER: '
'coordinators may change the table''s severities only. Raises 42704 when there is none of that name, PI033 for a '
'built-in one, PI031 when conflicts have it.';
