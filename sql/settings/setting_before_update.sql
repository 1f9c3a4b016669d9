CREATE OR REPLACE FUNCTION pggit_internal.setting_before_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_value text := lower(btrim(coalesce(NEW.value, NEW.default_value)));
    v_switch text;
BEGIN
    IF v_value <> ALL(NEW.choices) THEN
        -- The choices of a switch are off and on, or no and yes; other usual words for them are taken too.
        v_switch := CASE
            WHEN v_value IN ('on', 'yes', 'true', 't', '1') THEN 'on,yes'
            WHEN v_value IN ('off', 'no', 'false', 'f', '0') THEN 'off,no'
        END;
        SELECT c.choice INTO v_value FROM unnest(NEW.choices) AS c (choice)
        WHERE c.choice = ANY(string_to_array(v_switch, ','));
    ELSIF NEW.choices IS NULL THEN
        -- More digits than the largest number has would not fit a bigint.
        v_value := ltrim(v_value, '0') || CASE WHEN v_value ~ '^0+$' THEN '0' ELSE '' END;
        v_value := CASE WHEN v_value ~ '^[0-9]{1,18}$' AND v_value::numeric <= NEW.max_value THEN v_value END;
    END IF;
    IF v_value IS NULL THEN
        RAISE EXCEPTION 'setting % cannot be "%"', NEW.name, pggit_internal.shown(left(NEW.value, 60))
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = CASE
                      WHEN NEW.choices IS NULL THEN format('It takes a whole number from 0 to %s.', NEW.max_value)
                      ELSE format('It takes one of: %s.', array_to_string(NEW.choices, ', '))
                  END,
                  HINT = format('Give such a value, or SELECT pggit_set(%L, %L); for the default.',
                      NEW.name, NEW.default_value);
    END IF;
    NEW.value := v_value;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.setting_before_update() IS
'Trigger: the one rule for what a setting takes, however it is changed. Blanks around a value and its case do not '
'matter. Where the choices are on and off, or yes and no, also true, t, yes, on, 1 and false, f, no, off, 0 are '
'taken. Null sets the default. Raises 22023 with what the setting takes.';
