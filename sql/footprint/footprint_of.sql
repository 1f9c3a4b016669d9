CREATE OR REPLACE FUNCTION pggit_internal.footprint_of(p_intent_id text, p_footprint jsonb, p_slot integer)
RETURNS pggit_internal.footprint[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_whole CONSTANT jsonb := jsonb_path_query_array(p_footprint,
        '$[*] ? (@.object_kind == "schema" && @.action != "use").key');
BEGIN
    RETURN ARRAY(
        SELECT ROW(
            p_intent_id, f.statement_no, f.object_kind, f.object_name, f.parent_name, f.action, f.detail, f.key,
                f.place,
            CASE WHEN f.object_kind = 'schema' AND NOT v_whole ? f.key THEN p_slot END
        )::pggit_internal.footprint
        FROM ROWS FROM (
            jsonb_to_recordset(p_footprint) AS (
                statement_no integer, object_kind text, object_name text, parent_name text, action text,
                    detail jsonb, key text
            )
        ) WITH ORDINALITY AS f (statement_no, object_kind, object_name, parent_name, action, detail, key, place)
        ORDER BY f.place
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.footprint_of(text, jsonb, integer) IS
'A footprint as the rows that are stored: what registering locks, looks up and inserts. '
'The slot is for schemas that the intent''s objects merely live in.';
