-- psql runs a backtick command in its own working directory: the reader's files are found from the repository's root
-- only.
\set in_repository `test -f install.sql && test -f plpython/pggit_ddl/__init__.py && echo yes || echo no`
SELECT set_config('pggit.install_folder', :'in_repository', true) AS in_repository \gset
DO $folder$
BEGIN
    IF current_setting('pggit.install_folder') <> 'yes' THEN
        RAISE EXCEPTION 'install.sql was not started from its own folder'
            USING ERRCODE = 'undefined_file',
                  DETAIL = 'plpython/pggit_ddl is not below the current directory.',
                  HINT = 'cd into the folder that holds install.sql, or use the file that `make dist` writes, '
                         'which needs no other.';
    END IF;
END
$folder$;
