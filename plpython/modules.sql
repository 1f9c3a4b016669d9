-- The reader's source files, on their way to load_reader.sql, as one text: for each a line with its size and its path,
-- as wc writes it, then the file itself; "end" at the end. Where a file is cut, the lines are not where they should be.
\set modules `find plpython/pggit_ddl -name '*.py' -exec wc -c {} \; -exec cat {} \; ; echo end`
SELECT set_config('pggit.modules', :'modules', true) IS NULL AS modules \gset
