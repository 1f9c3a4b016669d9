CREATE TABLE IF NOT EXISTS pggit_internal.reader_code (
    octets bytea NOT NULL,
    part text CONSTRAINT reader_code_pkey PRIMARY KEY
);
COMMENT ON TABLE pggit_internal.reader_code IS
'The DDL reader as load_reader() loads it; without its rows, and in another version of Python, that takes '
'reader_sources().';
COMMENT ON COLUMN pggit_internal.reader_code.octets IS
'Its modules and regular expressions, compiled, marshalled and compressed. load_reader() knows their SHA-256.';
COMMENT ON COLUMN pggit_internal.reader_code.part IS
'reading: what every session needs that declares or checks something; judging: '
'the rest, which it loads when two changes are compared first.';

-- Compressed already.
ALTER TABLE pggit_internal.reader_code ALTER COLUMN octets SET STORAGE EXTERNAL;

-- What plpython/load_reader.sql has compiled.
DELETE FROM pggit_internal.reader_code;
INSERT INTO pggit_internal.reader_code (part, octets)
SELECT c.part, c.octets FROM pg_temp.pggit_compiled AS c;
