CREATE OR REPLACE FUNCTION pggit_internal.new_intent_id() RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id text;
BEGIN
    LOOP
        -- The first 12 digits of a version 4 UUID are all random.
        v_id := 'int_' || left(replace(gen_random_uuid()::text, '-', ''), 12);
        EXIT WHEN NOT EXISTS (SELECT FROM public.tb_pggit_intent AS i WHERE i.id = v_id);
    END LOOP;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION pggit_internal.new_intent_id() IS 'An intent id that is not taken.';
REVOKE ALL ON FUNCTION pggit_internal.new_intent_id() FROM PUBLIC;
