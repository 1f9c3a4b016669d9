CREATE OR REPLACE FUNCTION pggit_internal.event_generation() RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_generation integer;
BEGIN
    LOOP
        SELECT g.generation INTO v_generation FROM pggit_internal.current_generation AS g;
        EXIT WHEN FOUND;
        -- Once per cluster. A second session waits for the first one, and looks again.
        INSERT INTO pggit_internal.event_generation (generation, system_identifier, table_number)
        SELECT coalesce(max(g.generation), 0) + 1, pggit_internal.system_identifier(),
               'pggit_internal.event_generation'::regclass::oid::bigint
        FROM pggit_internal.event_generation AS g
        ON CONFLICT ON CONSTRAINT event_generation_pkey DO NOTHING;
    END LOOP;
    RETURN v_generation;
END
$function$;
COMMENT ON FUNCTION pggit_internal.event_generation() IS
'The number of the cluster that this database is in; a new one after a restore, because in another cluster '
'transaction numbers may be smaller.';
