-- MATERIALIZED: once for all rows, because reading the whole schema takes some milliseconds.
CREATE OR REPLACE VIEW public.v_pggit_proof WITH (security_invoker) AS
WITH today AS MATERIALIZED (
    SELECT public.pggit_schema_fingerprint() AS fingerprint
)

SELECT
    p.intent_a,
    p.intent_b,
    p.outcome,
    p.apply_first,
    p.reason,
    p.schema_fingerprint <> t.fingerprint AS is_stale,
    p.proven_at,
    p.runs,
    p.differences
FROM public.tb_pggit_proof AS p
CROSS JOIN today AS t;
COMMENT ON VIEW public.v_pggit_proof IS
'The latest proof of each pair; is_stale says that the schema has changed since, so that the proof says nothing '
'about today''s.';
