CREATE OR REPLACE FUNCTION pggit_internal.nearest_word(p_word text, p_words text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    -- How alike two words are: the pairs of letters that they share, twice, over all pairs that they have.
    WITH pairs AS (
        SELECT w.word, substr(w.word, n.place, 2) AS pair
        FROM unnest(p_words || p_word) AS w (word)
        CROSS JOIN LATERAL generate_series(1, length(w.word) - 1) AS n (place)
        GROUP BY w.word, substr(w.word, n.place, 2)
    ),

    likeness AS (
        SELECT
            p.word,
            2.0 * count(*) FILTER (WHERE EXISTS (SELECT FROM pairs AS o WHERE o.word = p_word AND o.pair = p.pair))
            / (count(*) + (SELECT count(*) FROM pairs AS o WHERE o.word = p_word)) AS share
        FROM pairs AS p
        WHERE p.word <> p_word
        GROUP BY p.word
    )

    SELECT l.word FROM likeness AS l WHERE l.share >= 0.4 ORDER BY l.share DESC, l.word ASC LIMIT 1;
END;
COMMENT ON FUNCTION pggit_internal.nearest_word(text, text[]) IS
'The one of several words that another is probably meant to be; null when none is close.';

CREATE OR REPLACE FUNCTION public.pggit_set(name text, value text) RETURNS public.tb_pggit_setting
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_name text := lower(btrim(pggit_set.name));
    v_names text[];
    v_setting public.tb_pggit_setting;
BEGIN
    -- The triggers keep the rules, for a plain UPDATE too: what a setting takes, what it brings about, its history.
    UPDATE public.tb_pggit_setting AS s SET value = pggit_set.value WHERE s.name = v_name
    RETURNING s.* INTO v_setting;
    IF NOT FOUND THEN
        v_names := ARRAY(SELECT s.name FROM public.tb_pggit_setting AS s ORDER BY s.name);
        RAISE EXCEPTION 'setting "%" does not exist', coalesce(pggit_internal.shown(left(pggit_set.name, 60)), 'null')
            USING ERRCODE = 'undefined_object',
                  DETAIL = format('The settings are %s.', array_to_string(v_names, ', ')),
                  HINT = coalesce(
                      'Perhaps you mean ' || pggit_internal.nearest_word(left(v_name, 60), v_names) || '.',
                      'SELECT name, value, description FROM tb_pggit_setting; says what each is for.'
                  );
    END IF;
    RETURN v_setting;
END
$function$;
COMMENT ON FUNCTION public.pggit_set(text, text) IS
'Sets a setting, for everybody, and returns its row. A value that is in force already changes nothing; null sets the '
'default. Case and blanks around name and value do not matter; where the choices are on and off, or yes and no, '
'true, t, 1 and false, f, 0 are taken too. A NOTICE (PI012) names active agents that nobody is bound to when '
'agent_binding is switched on. row_security waits until nobody reads the tables. SECURITY DEFINER: row_security '
'alters the tables. Raises 42704 for a name that does not exist, 22023 for a value that the setting does not take, '
'55000 for row_security while agent_binding is off, and for agent_binding off while row_security is on.';
