-- The reader's source files, on their way into the function that loads them (load_reader.sql).
-- A missing file gives psql an empty string and no error: the CHECK and modules_check.sql refuse that.
CREATE TEMPORARY TABLE pggit_module (
    name text PRIMARY KEY,
    source text NOT NULL,
    CONSTRAINT module_is_ascii_and_not_empty CHECK (source <> '' AND octet_length(source) = length(source))
) ON COMMIT DROP;

\set source `cat plpython/pggit_ddl/__init__.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('__init__', :'source');
\set source `cat plpython/pggit_ddl/blocks.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('blocks', :'source');
\set source `cat plpython/pggit_ddl/commands.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('commands', :'source');
\set source `cat plpython/pggit_ddl/constraints.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('constraints', :'source');
\set source `cat plpython/pggit_ddl/crowd.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('crowd', :'source');
\set source `cat plpython/pggit_ddl/cursor.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('cursor', :'source');
\set source `cat plpython/pggit_ddl/definitions.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('definitions', :'source');
\set source `cat plpython/pggit_ddl/errors.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('errors', :'source');
\set source `cat plpython/pggit_ddl/expressions.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('expressions', :'source');
\set source `cat plpython/pggit_ddl/footprint.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('footprint', :'source');
\set source `cat plpython/pggit_ddl/generic.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('generic', :'source');
\set source `cat plpython/pggit_ddl/joined.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('joined', :'source');
\set source `cat plpython/pggit_ddl/jsontext.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('jsontext', :'source');
\set source `cat plpython/pggit_ddl/judge.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('judge', :'source');
\set source `cat plpython/pggit_ddl/judging.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('judging', :'source');
\set source `cat plpython/pggit_ddl/kinds.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('kinds', :'source');
\set source `cat plpython/pggit_ddl/meetings.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('meetings', :'source');
\set source `cat plpython/pggit_ddl/names.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('names', :'source');
\set source `cat plpython/pggit_ddl/naming.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('naming', :'source');
\set source `cat plpython/pggit_ddl/objects.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('objects', :'source');
\set source `cat plpython/pggit_ddl/provable.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('provable', :'source');
\set source `cat plpython/pggit_ddl/questions.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('questions', :'source');
\set source `cat plpython/pggit_ddl/reader.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('reader', :'source');
\set source `cat plpython/pggit_ddl/references.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('references', :'source');
\set source `cat plpython/pggit_ddl/regexes.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('regexes', :'source');
\set source `cat plpython/pggit_ddl/risk.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('risk', :'source');
\set source `cat plpython/pggit_ddl/routines.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('routines', :'source');
\set source `cat plpython/pggit_ddl/rules.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('rules', :'source');
\set source `cat plpython/pggit_ddl/statements.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('statements', :'source');
\set source `cat plpython/pggit_ddl/suggest.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('suggest', :'source');
\set source `cat plpython/pggit_ddl/summary.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('summary', :'source');
\set source `cat plpython/pggit_ddl/system.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('system', :'source');
\set source `cat plpython/pggit_ddl/tables.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('tables', :'source');
\set source `cat plpython/pggit_ddl/tokens.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('tokens', :'source');
\set source `cat plpython/pggit_ddl/types.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('types', :'source');
\set source `cat plpython/pggit_ddl/usertypes.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('usertypes', :'source');
\set source `cat plpython/pggit_ddl/views.py`
INSERT INTO pg_temp.pggit_module (name, source) VALUES ('views', :'source');
