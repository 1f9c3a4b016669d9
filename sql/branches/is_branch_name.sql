CREATE OR REPLACE FUNCTION pggit_internal.is_branch_name(p_branch_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
-- The rules of git-check-ref-format(1) with --branch; a component is a file's name, hence the 250 bytes.
RETURN p_branch_name !~ '[\u0001-\u0020\u007f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(/|$)'
    AND p_branch_name !~ '^[-/.]|[/.]$'
    AND p_branch_name NOT IN ('', '@', 'HEAD')
    -- A branch of this name would leave no room for those below it, which pggit_allocate_branch gives out.
    AND p_branch_name <> 'feature'
    AND octet_length(p_branch_name) <= 250;
COMMENT ON FUNCTION pggit_internal.is_branch_name(text) IS 'Whether git takes this as the name of a branch.';
