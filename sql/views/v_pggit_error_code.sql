CREATE OR REPLACE VIEW public.v_pggit_error_code AS
SELECT
    e.sqlstate,
    e.meaning
FROM (
    VALUES
    ('0A000',
     'schema_changes has what this server''s parser knows but does not support, such as NOT VALID for a UNIQUE '
     'constraint; or, in a database of the encoding SQL_ASCII, other characters than ASCII.'),
    ('22001', 'A name is longer than 255 characters.'),
    ('22004', 'A value that must be given is null.'),
    ('22021', 'An escape in a string of schema_changes stands for no character.'),
    ('22023',
     'A value is blank, out of range, of the wrong kind, has control characters, or is not one of the words that are '
     'allowed.'),
    ('22025', 'An escape in a string of schema_changes is not one.'),
    ('23505', 'The id given to an intent is taken, or a plain INSERT repeats a registration with an idempotency key.'),
    ('40001',
     'Run the transaction again: under REPEATABLE READ or SERIALIZABLE somebody registered the same object meanwhile, '
     'or changed the same intent or conflict, or the schema changed while it was read; at any level '
     'somebody amended the intent meanwhile.'),
    ('42501', 'The caller may not do this, or not as this agent: see agent_binding and row_security.'),
    ('42601',
     'schema_changes is not DDL that PostgreSQL could read: a quote, dollar quote or comment does not end, nothing is '
     'declared, or the server''s parser finds a syntax error.'),
    ('42602', 'A table''s, branch''s or function''s name is impossible.'),
    ('42704', 'The role, setting, detector, suggester, conflict type, status or transition does not exist.'),
    ('42710', 'A detector, suggester, conflict type or status of this name exists already.'),
    ('42883', 'The function that is to be a detector or suggester does not exist with the arguments that it takes.'),
    ('42P13', 'The function that is to be a detector or suggester returns something else.'),
    ('54000', 'A detector or suggester returned too many rows; never reaches a caller.'),
    ('54001', 'schema_changes nests deeper than the server''s max_stack_depth allows its parser.'),
    ('55000', 'The setting row_security takes agent_binding.'),
    ('P0002', 'The intent or conflict does not exist.'),
    ('PI001', 'The intent''s status does not allow this change of status.'),
    ('PI002', 'Open conflicts must be resolved before the intent may go on.'),
    ('PI003', 'What was registered or found cannot be changed, deleted or given another beginning.'),
    ('PI004', 'The beginning of an intent id fits several intents.'),
    ('PI005', 'The history is append-only.'),
    ('PI006', 'A conflict cannot be reopened: one of its intents is final.'),
    ('PI007', 'The agent used this idempotency key for another registration.'),
    ('PI010', 'NOTICE or WARNING: a conflict was found.'),
    ('PI011', 'NOTICE or WARNING: statements were kept but not analysed.'),
    ('PI012', 'NOTICE: agents with active intents are bound to no role.'),
    ('PI013', 'NOTICE: the registration was made before, with this idempotency key; nothing was written.'),
    ('PI014', 'NOTICE: an amendment changes nothing; nothing was written.'),
    ('PI015', 'WARNING: rows of the history cannot be sealed, because rows before them are missing.'),
    ('PI016', 'NOTICE: an amended intent lost a status that takes approval: that was of an earlier revision.'),
    ('PI020', 'Internal to a proof, which ends each run with it; never reaches a caller.'),
    ('PI030', 'WARNING: events were removed that a consumer had not read.'),
    ('PI021', 'Internal: gives up row locks, to take them in order; never reaches a caller.'),
    ('PI035', 'Another intent has to be merged first: somebody resolved a conflict of the two so.'),
    ('PI034', 'WARNING: a detector or suggester of the team''s own failed; its findings are missing.'),
    ('PI031',
     'The status, transition or type cannot be removed or added like this: intents would be stranded, or conflicts '
     'left without their type.'),
    ('PI032', 'Somebody else than who registered or amended the intent must make this change of status.'),
    ('PI033', 'What is built in cannot be removed or replaced.')
) AS e (sqlstate, meaning);
COMMENT ON VIEW public.v_pggit_error_code IS 'The SQLSTATEs that pggit raises and what they mean.';
