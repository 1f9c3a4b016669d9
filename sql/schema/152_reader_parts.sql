SELECT pggit_internal.apply_part('152_reader_parts') AS pending \gset
\if :pending
-- What is there is the reader of the version before; that of this one follows.
DELETE FROM pggit_internal.reader_code;
ALTER TABLE pggit_internal.reader_code ADD COLUMN part text CONSTRAINT reader_code_pkey PRIMARY KEY;
COMMENT ON TABLE pggit_internal.reader_code IS
'The DDL reader as load_reader() loads it; without its rows, and in another version of Python, that takes reader_sources().';
COMMENT ON COLUMN pggit_internal.reader_code.part IS
'reading: what every session needs that declares or checks something; judging: the rest, which it loads when two changes are compared first.';
\endif
