-- What load_reader.sql has compiled, now that its table is there.
DELETE FROM pggit_internal.reader_code;
INSERT INTO pggit_internal.reader_code (part, octets)
SELECT c.part, c.octets FROM pg_temp.pggit_compiled AS c;
