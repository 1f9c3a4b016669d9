CREATE OR REPLACE FUNCTION pggit_internal.public_member(p_footprint jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN CASE
    WHEN jsonb_path_exists(p_footprint, '$[*] ? (@.key like_regex "^(relation|routine):([^\".]+|\"([^\"]|\"\")+\")$")')
        THEN '[{"statement_no": 0, "object_kind": "schema", "object_name": "public", "parent_name": null, "action": "use",
                "detail": {"by": "member"}, "key": "schema:public"}]'::jsonb
    ELSE '[]'
END;
COMMENT ON FUNCTION pggit_internal.public_member(jsonb) IS
'The footprint row by which a change of objects in public meets one of the schema itself, as an array; empty for other footprints. For other schemas the reader has it; for public it is not shown.';
REVOKE ALL ON FUNCTION pggit_internal.public_member(jsonb) FROM PUBLIC;
