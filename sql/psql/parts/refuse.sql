-- Ends the script with an error: psql itself can only stop with status 0, and a DO block takes no psql variables.
SELECT
    set_config('pggit.problem', :'problem', false) AS problem,
    set_config('pggit.advice', :'advice', false) AS advice \gset
DO $refuse$
BEGIN
    RAISE EXCEPTION '%', current_setting('pggit.problem')
        USING ERRCODE = 'invalid_parameter_value', HINT = current_setting('pggit.advice');
END
$refuse$;
