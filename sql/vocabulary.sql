-- The words and numbers that several places need. The CHECKs of the tables take the words as psql's variables, because
-- a function in a CHECK is called once for every statement; functions and messages call the functions.
\set risk_levels '''low'', ''medium'', ''high'''
\set severities '''warning'', ''error'''
\set outcomes '''compatible'', ''divergent'', ''ordered'', ''incompatible'', ''unproven'''

CREATE OR REPLACE FUNCTION pggit_internal.risk_levels() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[:risk_levels];
COMMENT ON FUNCTION pggit_internal.risk_levels() IS 'The risk levels of an intent, the lowest first.';

CREATE OR REPLACE FUNCTION pggit_internal.severities() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[:severities];
COMMENT ON FUNCTION pggit_internal.severities() IS 'The severities of a conflict, the lighter first.';

CREATE OR REPLACE FUNCTION pggit_internal.outcomes() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[:outcomes];
COMMENT ON FUNCTION pggit_internal.outcomes() IS
'What PostgreSQL would do if two changes were both applied, the best first; '
'unproven = it was tried and could not be found out.';

-- Nearly every registration touches the schema public. With one row for its key they would all wait for each other, so
-- the key has this many rows, and a registration that only uses the schema takes one of them.
CREATE OR REPLACE FUNCTION pggit_internal.slots() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 64;
COMMENT ON FUNCTION pggit_internal.slots() IS
'How many rows the key of a schema has in object_key: as many registrations can use it at once.';

CREATE OR REPLACE FUNCTION pggit_internal.session_slot() RETURNS integer
LANGUAGE sql STABLE PARALLEL RESTRICTED
-- Sessions that are there at the same time mostly have neighbouring numbers.
RETURN pg_backend_pid() % pggit_internal.slots();
COMMENT ON FUNCTION pggit_internal.session_slot() IS 'The slot that this session''s registrations take.';
