-- Which parts of sql/schema/ this database has: each part asks, and is applied once. Once released, a part is frozen;
-- a later part amends it.
CREATE TABLE IF NOT EXISTS pggit_internal.ledger (
    part text CONSTRAINT ledger_pkey PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE pggit_internal.ledger IS 'The parts of sql/schema/ that were applied to this database.';
COMMENT ON COLUMN pggit_internal.ledger.part IS 'The file''s name without .sql.';
COMMENT ON COLUMN pggit_internal.ledger.applied_at IS 'When the part was applied.';

CREATE OR REPLACE FUNCTION pggit_internal.apply_part(p_part text) RETURNS boolean
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH recorded AS (
        INSERT INTO pggit_internal.ledger (part) VALUES (p_part)
        ON CONFLICT ON CONSTRAINT ledger_pkey DO NOTHING
        RETURNING part
    )
    SELECT count(*) > 0 FROM recorded;
END;
COMMENT ON FUNCTION pggit_internal.apply_part(text) IS
'Records that a part of sql/schema/ is being applied; false when it was applied before.';
REVOKE ALL ON FUNCTION pggit_internal.apply_part(text) FROM PUBLIC;

-- The ledger and what the parts put into the tables are data: without them, nobody can say what is missing.
DO $ledger$
BEGIN
    IF NOT EXISTS (SELECT FROM pggit_internal.ledger) AND to_regclass('public.tb_pggit_intent') IS NOT NULL THEN
        RAISE EXCEPTION 'the tables of pggit are there, but not their rows'
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = 'So it is after a restore of the schema without the data.',
                  HINT = 'Restore both together; or run sql/uninstall.sql, which removes these tables, and install again.';
    END IF;
END
$ledger$;
