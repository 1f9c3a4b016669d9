CREATE OR REPLACE VIEW pggit_internal.clock AS
SELECT coalesce((SELECT s.shows FROM pggit_internal.stopped_clock AS s), clock_timestamp()) AS shows;
COMMENT ON VIEW pggit_internal.clock IS 'What time it is, for everything that expires.';
