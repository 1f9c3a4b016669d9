-- As many bytes arrived as the folder holds: no file was cut, and none is missing from the list in modules.sql.
-- psql strips one trailing newline of what a backtick prints, hence the 1 added for each file.
\set module_bytes `cat plpython/pggit_ddl/*.py | wc -c`
SELECT set_config('pggit.module_bytes', :'module_bytes', true) AS module_bytes \gset
DO $check$
DECLARE
    v_arrived bigint := (SELECT sum(octet_length(m.source) + 1) FROM pg_temp.pggit_module AS m);
BEGIN
    IF v_arrived IS DISTINCT FROM current_setting('pggit.module_bytes')::bigint THEN
        RAISE EXCEPTION 'the reader''s files did not arrive whole: % bytes of %',
            v_arrived, current_setting('pggit.module_bytes')
            USING ERRCODE = 'data_corrupted',
                  HINT = 'Check that plpython/modules.sql names every file of plpython/pggit_ddl, and that each ends in one newline.';
    END IF;
END
$check$;
