CREATE OR REPLACE FUNCTION pggit_internal.seal_problems(p_seal bytea) RETURNS TABLE (
    rank integer, result text, seal_no integer, detail text
)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT
        0 AS rank, 'unknown seal' AS result, NULL::integer AS seal_no,
        'no seal here has this hash: the record of the seals was changed or removed, '
        || 'or the hash is of another database' AS detail
    WHERE p_seal IS NOT NULL AND NOT EXISTS (SELECT FROM public.tb_pggit_seal AS s WHERE s.seal_hash = p_seal)
    UNION ALL
    (
        SELECT
            1 AS rank,
            CASE WHEN s.is_after_a_gap THEN 'removed' ELSE 'changed' END AS result,
            s.seal_no - s.is_after_a_gap::integer AS seal_no,
            'the record of the seal is not as it was: rows are compared with what is left of it' AS detail
        FROM (
            SELECT
                s.seal_no, s.seal_no <> row_number() OVER w AS is_after_a_gap,
                s.seal_hash IS DISTINCT FROM pggit_internal.seal_hash(s)
                OR s.previous_hash IS DISTINCT FROM lag(s.seal_hash) OVER w AS is_changed
            FROM public.tb_pggit_seal AS s
            WINDOW w AS (ORDER BY s.seal_no)
        ) AS s
        WHERE s.is_after_a_gap OR s.is_changed
        ORDER BY s.seal_no
        LIMIT 1
    );
$function$;
COMMENT ON FUNCTION pggit_internal.seal_problems(bytea) IS
'What is wrong with the record of the seals: no seal has the hash that was given; the first seal that was removed or '
'changed.';

CREATE OR REPLACE FUNCTION public.pggit_verify_history(seal text DEFAULT NULL) RETURNS TABLE (
    result text, table_name text, chain text, chain_no integer, history_id bigint, detail text
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_given text := lower(btrim(pggit_verify_history.seal, E' \t\r\n'));
    v_seal bytea;
    v_reference public.tb_pggit_seal;
BEGIN
    IF v_given !~ '^[0-9a-f]{64}$' THEN
        RAISE EXCEPTION 'seal must be 64 hexadecimal digits'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('The value is %s.',
                      pggit_internal.shown(to_json(left(pggit_verify_history.seal, 80))::text)),
                  HINT = 'Give what pggit_seal_history() returned, or nothing.';
    END IF;
    v_seal := decode(v_given, 'hex');

    RETURN QUERY
    WITH found AS (
        SELECT
            p.evidence, p.kind, p.result, format('tb_pggit_%s_history', p.kind) AS table_name,
            p.chain, p.chain_no, p.history_id, p.detail
        FROM pggit_internal.chain_problems(v_seal) AS p
        UNION ALL
        SELECT 4, p.kind, p.result, p.table_name, p.chain, NULL, NULL, p.detail
        FROM pggit_internal.subject_problems() AS p
    ), first_found AS (
        SELECT DISTINCT ON (f.kind, f.chain) f.*
        FROM found AS f
        ORDER BY f.kind, f.chain, f.chain_no NULLS LAST, f.evidence
    )
    SELECT u.result, u.table_name, u.chain, u.chain_no, u.history_id, u.detail
    FROM (
        SELECT p.rank, p.result, 'tb_pggit_seal' AS table_name, p.seal_no::text AS chain,
               NULL::integer AS chain_no, NULL::bigint AS history_id, p.detail
        FROM pggit_internal.seal_problems(v_seal) AS p
        UNION ALL
        SELECT 2, f.result, f.table_name, f.chain, f.chain_no, f.history_id, f.detail FROM first_found AS f
    ) AS u
    ORDER BY u.rank, u.table_name, u.history_id, u.chain;
    IF FOUND THEN
        RETURN;
    END IF;

    v_reference := pggit_internal.reference_seal(v_seal);
    RETURN QUERY
    SELECT
        'verified', NULL, NULL, NULL::integer, NULL::bigint,
        -- Each chain was found to have one row with the number 1.
        format('%s rows in %s chains; %s', count(*), count(*) FILTER (WHERE l.chain_no = 1), CASE
            WHEN v_seal IS NULL THEN 'no seal was given, so this says only that nothing breaks a chain'
            ELSE format('%s of them are under seal %s of %s UTC', v_reference.history_rows, v_reference.seal_no,
                        to_char(v_reference.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
        END)
    FROM (
        SELECT h.chain_no FROM public.tb_pggit_intent_history AS h
        UNION ALL SELECT h.chain_no FROM public.tb_pggit_conflict_history AS h
        UNION ALL SELECT h.chain_no FROM public.tb_pggit_setting_history AS h
    ) AS l;
END
$function$;
COMMENT ON FUNCTION public.pggit_verify_history(text) IS
'Looks for tampering. Returns one row verified, or one row per chain with the first row in it that was changed, '
'removed, inserted or moved; before these the seals, when their record or the given hash is not right. '
'With a seal that was kept outside it finds what anybody did to sealed rows, a superuser who computed the hashes '
'anew included; without one, what breaks a chain. Writes nothing, runs on a read-only standby. SECURITY DEFINER: '
'what is sealed is in pggit_internal. Raises 22023 when seal is not a hash.';
