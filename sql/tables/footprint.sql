-- Holds active intents only, so that a finished one costs the lookup nothing; the DDL itself stays in the intent.
CREATE TABLE IF NOT EXISTS pggit_internal.footprint (
    intent_id varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT footprint_belongs_to_an_intent REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    statement_no integer NOT NULL,
    object_kind text NOT NULL,
    object_name text NOT NULL,
    parent_name text,
    action text NOT NULL,
    detail jsonb NOT NULL,
    key text COLLATE "C" NOT NULL,
    place integer NOT NULL DEFAULT 0,
    slot smallint,
    CONSTRAINT action_is_known CHECK (action IN ('create', 'alter', 'drop', 'rename', 'use'))
);
COMMENT ON TABLE pggit_internal.footprint IS
'What each active intent creates, alters, drops, renames or uses: '
'where a new intent finds those that it could collide with.';
COMMENT ON COLUMN pggit_internal.footprint.intent_id IS 'The intent.';
COMMENT ON COLUMN pggit_internal.footprint.statement_no IS
'The statement, counted from 1 through all declared texts; 0 for what was declared beside the DDL.';
COMMENT ON COLUMN pggit_internal.footprint.object_kind IS 'table, column, index, function, ...';
COMMENT ON COLUMN pggit_internal.footprint.object_name IS
'The object''s name as PostgreSQL reads it; public. is left out.';
COMMENT ON COLUMN pggit_internal.footprint.parent_name IS
'The table of a column, index, constraint, trigger, policy.';
COMMENT ON COLUMN pggit_internal.footprint.action IS 'create, alter, drop, rename or use.';
COMMENT ON COLUMN pggit_internal.footprint.detail IS 'What the action is in particular.';
COMMENT ON COLUMN pggit_internal.footprint.key IS 'The object key under which two changes of the same object meet.';
COMMENT ON COLUMN pggit_internal.footprint.place IS
'Its number in the footprint: of one statement, too, the judge needs what comes first before what comes second.';
COMMENT ON COLUMN pggit_internal.footprint.slot IS
'For a schema in which objects of the intent merely live: which of the rows of its key the registration locked. '
'Null for all rows that the key has.';

CREATE INDEX IF NOT EXISTS idx_pggit_footprint_intent ON pggit_internal.footprint (intent_id);
-- Nearly every intent uses the schema public, and hardly any changes it: a lookup of those that do must not meet all of
-- them. It is an expression, so that no other index can be taken for it, however small the table was when a session
-- planned its lookup.
CREATE INDEX IF NOT EXISTS idx_pggit_footprint_modified_key
ON pggit_internal.footprint ((CASE WHEN action <> 'use' THEN key END)) WHERE action <> 'use';
CREATE INDEX IF NOT EXISTS idx_pggit_footprint_any_key ON pggit_internal.footprint (key);
