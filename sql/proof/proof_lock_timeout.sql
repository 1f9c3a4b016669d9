CREATE OR REPLACE FUNCTION pggit_internal.proof_lock_timeout() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
-- Whoever waits for less than deadlock_timeout never makes the server look for a deadlock, so that the application
-- cannot become the victim of one.
RETURN (
    SELECT greatest(1, s.setting::integer / 2) || 'ms'
    FROM pg_settings AS s WHERE s.name = 'deadlock_timeout'
);
COMMENT ON FUNCTION pggit_internal.proof_lock_timeout() IS
'How long a proof waits for a lock: half of deadlock_timeout.';
