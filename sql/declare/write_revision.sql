CREATE OR REPLACE FUNCTION pggit_internal.status_without_approval(p_intent_id text, p_status text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_free text[] := pggit_internal.reachable_statuses(ARRAY['registered'], true, true);
BEGIN
    IF p_status = ANY(v_free) THEN
        RETURN p_status;
    END IF;
    RETURN coalesce((
        SELECT h.old_status::text FROM public.tb_pggit_intent_history AS h
        WHERE h.intent_id = p_intent_id AND h.old_status = ANY(v_free) ORDER BY h.id DESC LIMIT 1
    ), 'registered');
END
$function$;
COMMENT ON FUNCTION pggit_internal.status_without_approval(text, text) IS
'The status, if anybody can bring an intent there; else the last status of the intent for which that holds: where it '
'was before somebody approved of it.';

CREATE OR REPLACE FUNCTION pggit_internal.changed_names(p_intent_id text, p_footprint pggit_internal.footprint[])
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        WITH old AS (
            SELECT f.object_kind, f.object_name, f.parent_name, f.action, f.detail
            FROM pggit_internal.footprint AS f WHERE f.intent_id = p_intent_id
        ),

        new AS (
            SELECT f.object_kind, f.object_name, f.parent_name, f.action, f.detail FROM unnest(p_footprint) AS f
        )

        SELECT coalesce(array_agg(DISTINCT x.name), '{}')
        FROM (
            (SELECT o.* FROM old AS o
             EXCEPT
             SELECT n.* FROM new AS n)
            UNION ALL
            (SELECT n.* FROM new AS n
             EXCEPT
             SELECT o.* FROM old AS o)
        ) AS d
        -- A conflict names what is part of a table with it, and some of that without it.
        CROSS JOIN LATERAL (VALUES (d.object_name), (d.parent_name || '.' || d.object_name)) AS x (name)
        WHERE x.name IS NOT NULL
    );
END
$function$;
COMMENT ON FUNCTION pggit_internal.changed_names(text, pggit_internal.footprint[]) IS
'The names of the objects to which an intent does something else by its new footprint than by its stored one.';

CREATE OR REPLACE FUNCTION pggit_internal.write_revision(
    p_old public.tb_pggit_intent, p_new public.tb_pggit_intent, p_footprint_rows pggit_internal.footprint[],
    p_reason text, p_changed_by text,
    OUT intent public.tb_pggit_intent, OUT changed text[]
)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_new public.tb_pggit_intent := p_new;
    v_keys text[];
BEGIN
    v_new.revision := p_old.revision + 1;
    v_new.status := p_old.status;
    v_new.status_before_conflict := p_old.status_before_conflict;
    IF p_old.status = 'conflicted' THEN
        v_new.status_before_conflict := pggit_internal.status_without_approval(
            p_old.id, coalesce(p_old.status_before_conflict, 'registered')
        );
    ELSE
        v_new.status := pggit_internal.status_without_approval(p_old.id, p_old.status);
    END IF;
    IF (v_new.status, v_new.status_before_conflict) IS DISTINCT FROM (p_old.status, p_old.status_before_conflict) THEN
        RAISE NOTICE 'intent % was % and is % again', p_old.id, coalesce(p_old.status_before_conflict, p_old.status),
            coalesce(v_new.status_before_conflict, v_new.status)
            USING ERRCODE = 'PI016', DETAIL = 'The approval was of an earlier revision.',
                  HINT = 'Ask for another approval: pggit_move_intent().';
    END IF;

    -- The history first: the row's trigger refuses an amendment that is not on record.
    PERFORM pggit_internal.record_transition(
        p_old.id, p_old.status, v_new.status, p_reason, p_changed_by, pggit_internal.intent_content(v_new), NULL,
        v_new.revision, jsonb_build_object(
            'schema_changes', p_old.schema_changes, 'tables_affected', p_old.tables_affected,
            'risk_level', p_old.risk_level, 'estimated_duration_ms', p_old.estimated_duration_ms
        )
    );
    UPDATE public.tb_pggit_intent AS i
    SET schema_changes = v_new.schema_changes, tables_affected = v_new.tables_affected, revision = v_new.revision,
        risk_level = v_new.risk_level, estimated_duration_ms = v_new.estimated_duration_ms,
        analysis = v_new.analysis, risk_reasons = v_new.risk_reasons, extension_errors = NULL,
        status = v_new.status, status_before_conflict = v_new.status_before_conflict
    WHERE i.id = p_old.id
    RETURNING i.* INTO intent;

    changed := pggit_internal.changed_names(p_old.id, p_footprint_rows);
    v_keys := (pggit_internal.remove_footprint(p_old.id)).own_keys;
    INSERT INTO pggit_internal.footprint SELECT f.* FROM unnest(p_footprint_rows) AS f;
    PERFORM pggit_internal.drop_unneeded_keys(v_keys);
    -- Proofs were of the earlier revision.
    DELETE FROM public.tb_pggit_proof AS p WHERE p_old.id IN (p.intent_a, p.intent_b);
END
$function$;
COMMENT ON FUNCTION pggit_internal.write_revision(
    public.tb_pggit_intent, public.tb_pggit_intent, pggit_internal.footprint[], text, text
) IS
'Writes an amendment: history, row and footprint of the new revision; says when an approval is lost (PI016). '
'Returns the row, and the names of the objects to which the intent does something else now.';
