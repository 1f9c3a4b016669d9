CREATE OR REPLACE FUNCTION pggit_internal.announcement(
    p_event_id bigint, p_payload jsonb, p_is_hidden boolean
) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
-- Everybody who may connect may LISTEN, so there are no names in it, and under row security nothing at all.
RETURN (CASE WHEN p_is_hidden THEN '{}' ELSE p_payload END || jsonb_build_object('event_id', p_event_id))::text;
COMMENT ON FUNCTION pggit_internal.announcement(bigint, jsonb, boolean) IS
'What NOTIFY says of an event; hidden while row security is on.';
