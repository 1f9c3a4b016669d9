CREATE OR REPLACE FUNCTION pggit_internal.open_questions(p_asks jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
-- Planned once per session: where few have a name, by index, however many relations there are by then.
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $function$
DECLARE
    v_free text[];
BEGIN
    IF p_asks ?| '{numbered,inherited}' THEN
        SELECT ARRAY[
            CASE WHEN NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relname = ANY(a.numbered))
                AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conname = ANY(a.numbered)) THEN 'numbered' END,
            CASE WHEN NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relname = ANY(a.inherited) AND c.relhassubclass) THEN 'inherited' END
        ]
        INTO v_free
        FROM jsonb_to_record(p_asks) AS a (numbered name[], inherited name[]);
    END IF;
    RETURN p_asks - coalesce(v_free, '{}');
END
$function$;
COMMENT ON FUNCTION pggit_internal.open_questions(jsonb) IS
'What is left to ask the catalog about a change after a look at who has the names in question.';
