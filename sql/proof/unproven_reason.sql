CREATE OR REPLACE FUNCTION pggit_internal.unproven_reason(p_sqlstate text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT u.reason
    FROM (VALUES
        ('42501', 'pggit_prover lacks a right that the statement needs; an administrator can grant it'),
        ('25001', 'the statement cannot run inside a transaction'),
        ('2D000', 'the statement ends a transaction'),
        ('55P04', 'a new enum value cannot be used in the transaction that adds it'),
        ('55006', 'the statement cannot run in one transaction with what went before'),
        ('55P03', 'somebody else holds a lock; try again, or prove in the shadow'),
        ('40', 'the transaction could not be serialised; try again'),
        ('53', 'the server lacks a resource'),
        ('57', 'somebody intervened'),
        ('58', 'the server met an error outside PostgreSQL'),
        ('XX', 'the server met an internal error')
    ) AS u (sqlstate, reason)
    WHERE starts_with(p_sqlstate, u.sqlstate);
END;
COMMENT ON FUNCTION pggit_internal.unproven_reason(text) IS
'Why an error of this SQLSTATE says something about the circumstances of a proof and nothing about the changes; '
'null for errors of the changes themselves.';
