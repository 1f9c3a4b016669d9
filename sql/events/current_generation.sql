CREATE OR REPLACE VIEW pggit_internal.current_generation AS
SELECT g.generation
FROM pggit_internal.event_generation AS g
WHERE g.generation = (SELECT max(m.generation) FROM pggit_internal.event_generation AS m)
    AND g.system_identifier = pggit_internal.system_identifier()
    AND g.table_number = 'pggit_internal.event_generation'::regclass::oid::bigint;
COMMENT ON VIEW pggit_internal.current_generation IS
'The last generation of events, if it began in this cluster; no row after a restore elsewhere until '
'event_generation() begins one.';
COMMENT ON COLUMN pggit_internal.current_generation.generation IS 'Its number.';
