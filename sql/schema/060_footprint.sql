SELECT pggit_internal.apply_part('060_footprint') AS pending \gset
\if :pending
-- Holds active intents only, so that a finished one costs the lookup nothing; the DDL itself stays in the intent.
CREATE TABLE pggit_internal.footprint (
    intent_id varchar(64) COLLATE "C" NOT NULL
    CONSTRAINT footprint_belongs_to_an_intent REFERENCES public.tb_pggit_intent DEFERRABLE INITIALLY DEFERRED,
    statement_no integer NOT NULL,
    object_kind text NOT NULL,
    object_name text NOT NULL,
    parent_name text,
    action text NOT NULL,
    detail jsonb NOT NULL,
    key text COLLATE "C" NOT NULL,
    CONSTRAINT action_is_known CHECK (action IN ('create', 'alter', 'drop', 'rename', 'use'))
);
COMMENT ON TABLE pggit_internal.footprint IS
'What each active intent creates, alters, drops, renames or uses: where a new intent finds those that it could collide with.';
COMMENT ON COLUMN pggit_internal.footprint.intent_id IS 'The intent.';
COMMENT ON COLUMN pggit_internal.footprint.statement_no IS 'The statement, counted from 1 through all declared texts; 0 for what was declared beside the DDL.';
COMMENT ON COLUMN pggit_internal.footprint.object_kind IS 'table, column, index, function, ...';
COMMENT ON COLUMN pggit_internal.footprint.object_name IS 'The object''s name as PostgreSQL reads it; public. is left out.';
COMMENT ON COLUMN pggit_internal.footprint.parent_name IS 'The table of a column, index, constraint, trigger, policy.';
COMMENT ON COLUMN pggit_internal.footprint.action IS 'create, alter, drop, rename or use.';
COMMENT ON COLUMN pggit_internal.footprint.detail IS 'What the action is in particular.';
COMMENT ON COLUMN pggit_internal.footprint.key IS 'The object key under which two changes of the same object meet.';
CREATE INDEX idx_pggit_footprint_key ON pggit_internal.footprint (key, action);
CREATE INDEX idx_pggit_footprint_intent ON pggit_internal.footprint (intent_id);

CREATE TABLE pggit_internal.object_key (
    key text COLLATE "C" CONSTRAINT object_key_pkey PRIMARY KEY,
    registrations bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE pggit_internal.object_key IS
'One row per object that some intent touches: registering locks it, so that two who touch the same object come one after the other.';
COMMENT ON COLUMN pggit_internal.object_key.key IS 'The object key, as in footprint; for a schema, with the number of one of its 64 slots.';
COMMENT ON COLUMN pggit_internal.object_key.registrations IS
'Counted up at each registration: the change of the row is what makes a registration with an older snapshot fail with 40001.';
\endif
