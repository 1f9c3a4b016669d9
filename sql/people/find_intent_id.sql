CREATE OR REPLACE FUNCTION pggit_internal.find_intent_id(p_intent_id text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_prefix text := pggit_internal.checked_intent_id(p_intent_id);
    v_readable text[] := pggit_internal.reading_agents();
    v_found text[];
BEGIN
    -- Ids are ASCII and sort as bytes, so '~' ends the range of those that begin with the prefix.
    SELECT array_agg(f.id) INTO v_found
    FROM (
        SELECT i.id::text AS id
        FROM public.tb_pggit_intent AS i
        WHERE i.id >= v_prefix AND i.id < v_prefix || '~'
            AND (v_readable IS NULL OR i.agent_id = ANY(v_readable) OR EXISTS (
                SELECT FROM public.tb_pggit_conflict AS c
                WHERE (c.intent_a = i.id OR c.intent_b = i.id)
                    AND pggit_internal.belongs_to_agents(c.intent_a, c.intent_b, v_readable)
            ))
        ORDER BY i.id
        LIMIT 4
    ) AS f;

    IF v_prefix = ANY(v_found) THEN
        RETURN v_prefix;
    ELSIF cardinality(v_found) > 1 THEN
        RAISE EXCEPTION 'the intent id "%" is ambiguous', pggit_internal.shown(left(v_prefix, 60))
            USING ERRCODE = 'PI004',
                  DETAIL = format('It is the beginning of %s%s.', array_to_string(v_found[:3], ', '),
                      CASE WHEN cardinality(v_found) > 3 THEN ' and more' ELSE '' END),
                  HINT = 'Give more digits.';
    END IF;
    RETURN v_found[1];
END
$function$;
COMMENT ON FUNCTION pggit_internal.find_intent_id(text) IS
'The id of the one intent whose id begins with this, null when there is none. Under row security only '
'those count that the caller reads or meets in a conflict. Raises PI004 when there are several.';
