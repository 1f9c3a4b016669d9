CREATE OR REPLACE VIEW pggit_internal.extension_member AS
SELECT
    d.classid,
    d.objid
FROM pg_catalog.pg_depend AS d
-- By what it refers to: that index finds the members alone, of many thousands of dependencies.
WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e';
COMMENT ON VIEW pggit_internal.extension_member IS 'The objects that extensions brought.';
