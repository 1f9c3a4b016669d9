DO $type$
BEGIN
    IF to_regtype('public.pggit_proof') IS NULL THEN
        CREATE TYPE public.pggit_proof AS (
            outcome text,
            apply_first text,
            reason text,
            runs jsonb,
            differences jsonb
        );
    END IF;
END
$type$;
COMMENT ON TYPE public.pggit_proof IS
'What executing two changes in both orders showed. outcome as predicted ones, or unproven with the reason; '
'apply_first a or b; runs: a, b, ab, ba, each null where it works, else {change, sqlstate, message, detail, '
'statement_no, statement}; differences: for divergent {only_ab, only_ba}, the lines of the schema that only one '
'order gives.';
