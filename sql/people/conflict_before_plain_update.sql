CREATE OR REPLACE FUNCTION pggit_internal.conflict_before_plain_update() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    NEW.reviewed_by := pggit_internal.checked_author(NEW.reviewed_by, 'reviewed_by');
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION pggit_internal.conflict_before_plain_update() IS
'Trigger for an UPDATE that no function of pggit makes: whom reviewed_by may name. SECURITY DEFINER: '
'the bindings are not everybody''s to read.';
