CREATE OR REPLACE FUNCTION pggit_internal.event_generation() RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table CONSTANT bigint := 'pggit_internal.event_generation'::regclass::oid::bigint;
    v_system CONSTANT bigint := pggit_internal.system_identifier();
    v_last pggit_internal.event_generation;
BEGIN
    LOOP
        SELECT g.* INTO v_last FROM pggit_internal.event_generation AS g ORDER BY g.generation DESC LIMIT 1;
        EXIT WHEN v_last.system_identifier = v_system AND v_last.table_number = v_table;
        -- Once per cluster; who is second waits for the first, and looks again.
        INSERT INTO pggit_internal.event_generation (generation, system_identifier, table_number)
        VALUES (coalesce(v_last.generation, 0) + 1, v_system, v_table)
        ON CONFLICT ON CONSTRAINT event_generation_pkey DO NOTHING;
    END LOOP;
    RETURN v_last.generation;
END
$function$;
COMMENT ON FUNCTION pggit_internal.event_generation() IS
'The number of the cluster that this database is in; a new one after a restore, because in another cluster transaction numbers may be smaller.';
REVOKE ALL ON FUNCTION pggit_internal.event_generation() FROM PUBLIC;
