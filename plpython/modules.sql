-- The reader's source files, on their way into the function that loads them (load_reader.sql).
-- A missing file gives psql an empty string and no error: the CHECK and modules_check.sql refuse that.
CREATE TEMPORARY TABLE pggit_module (
    name text PRIMARY KEY,
    source text NOT NULL,
    CONSTRAINT module_is_ascii_and_not_empty CHECK (source <> '' AND octet_length(source) = length(source))
) ON COMMIT DROP;

\set source `cat plpython/pggit_ddl/__init__.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('__init__', :'source');
