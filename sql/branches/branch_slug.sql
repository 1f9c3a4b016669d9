CREATE OR REPLACE FUNCTION pggit_internal.branch_slug(p_feature_name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_max_bytes CONSTANT integer := 100;
    v_slug text := lower(p_feature_name);
BEGIN
    IF getdatabaseencoding() = 'UTF8' THEN
        -- File systems that compose accents would take two spellings of one name for the same ref.
        v_slug := normalize(v_slug, NFC);
    END IF;
    -- What git refuses in a ref or a shell trips over is ASCII punctuation, blanks of all scripts and invisible
    -- characters; a run of them becomes one underscore.
    v_slug := regexp_replace(
        v_slug,
        E'[\\u0001-\\u002c\\u002e\\u002f\\u003a-\\u0060\\u007b-\\u00a0'
        '\\u00ad\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f'
        '\\u2000-\\u206f\\u3000\\u3164\\ud800-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff]+',
        '_', 'g'
    );
    v_slug := coalesce(nullif(btrim(v_slug, '_'), ''), '_');
    WHILE octet_length(v_slug) > c_max_bytes LOOP
        v_slug := left(v_slug, least(c_max_bytes, length(v_slug) - 1));
    END LOOP;
    RETURN v_slug;
END
$function$;
COMMENT ON FUNCTION pggit_internal.branch_slug(text) IS
'A feature''s name as a branch spells it: lower case, what git-check-ref-format or a shell would not take turned '
'into _, at most 100 bytes.';
