SELECT pggit_internal.apply_part('133_reader_code') AS pending \gset
\if :pending
CREATE TABLE pggit_internal.reader_code (
    octets bytea NOT NULL
);
-- Compressed already.
ALTER TABLE pggit_internal.reader_code ALTER COLUMN octets SET STORAGE EXTERNAL;
COMMENT ON TABLE pggit_internal.reader_code IS
'The DDL reader as load_reader() loads it; without its row, and in another version of Python, that takes reader_sources().';
COMMENT ON COLUMN pggit_internal.reader_code.octets IS
'Its modules and regular expressions, compiled, marshalled and compressed. load_reader() knows their SHA-256.';
\endif
