-- Functions of earlier versions that others were made of until now.
DROP FUNCTION IF EXISTS pggit_internal.declared_footprint(jsonb, text);
DROP FUNCTION IF EXISTS pggit_internal.declared_footprint(jsonb, text, text);
DROP FUNCTION IF EXISTS pggit_internal.read_declared(text [], text []);
DROP FUNCTION IF EXISTS pggit_internal.read_declared(text [], text [], boolean);
DROP FUNCTION IF EXISTS pggit_internal.with_catalog(jsonb);
DROP FUNCTION IF EXISTS pggit_internal.with_catalog(jsonb, text);
DROP FUNCTION IF EXISTS pggit_internal.check_syntax(text []);
DROP FUNCTION IF EXISTS pggit_internal.syntax_error(text []);
DROP FUNCTION IF EXISTS pggit_internal.public_member(jsonb);
DROP FUNCTION IF EXISTS pggit_internal.read_change(text []);
DROP FUNCTION IF EXISTS pggit_internal.read_change(text [], boolean);
DROP FUNCTION IF EXISTS pggit_internal.declared_row(text, text, text);
DROP FUNCTION IF EXISTS pggit_internal.judge_sides(jsonb, jsonb, jsonb);
DROP FUNCTION IF EXISTS pggit_internal.judge_changes(jsonb, jsonb, jsonb);
