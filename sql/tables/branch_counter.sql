CREATE TABLE IF NOT EXISTS pggit_internal.branch_counter (
    slug varchar(100) COLLATE "C" CONSTRAINT branch_counter_pkey PRIMARY KEY,
    last_number integer NOT NULL
);
COMMENT ON TABLE pggit_internal.branch_counter IS 'The last number given to a branch, per slug of a feature''s name.';
COMMENT ON COLUMN pggit_internal.branch_counter.slug IS 'The feature''s name as a branch spells it.';
COMMENT ON COLUMN pggit_internal.branch_counter.last_number IS 'The highest number allocated so far.';
