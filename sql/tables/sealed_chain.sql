-- A row of the history is sealed by the hash of its columns, without its place: so a row that was taken out or put in
-- can be told from one that was changed, also after somebody has numbered and hashed the chain anew.
CREATE TABLE IF NOT EXISTS pggit_internal.sealed_chain (
    seal_no integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    chain text COLLATE "C" NOT NULL,
    first_no integer NOT NULL,
    bodies bytea NOT NULL,
    CONSTRAINT sealed_chain_pkey PRIMARY KEY (seal_no, kind, chain),
    CONSTRAINT bodies_are_hashes CHECK (length(bodies) % 32 = 0 AND length(bodies) > 0)
);
COMMENT ON TABLE pggit_internal.sealed_chain IS
'What each seal has added: the rows that a chain had got since the seal before. Append-only.';
COMMENT ON COLUMN pggit_internal.sealed_chain.seal_no IS 'The seal.';
COMMENT ON COLUMN pggit_internal.sealed_chain.kind IS 'intent, conflict or setting: whose history.';
COMMENT ON COLUMN pggit_internal.sealed_chain.chain IS
'The id of the intent or conflict, or the table and row of the setting.';
COMMENT ON COLUMN pggit_internal.sealed_chain.first_no IS 'chain_no of the first of the rows.';
COMMENT ON COLUMN pggit_internal.sealed_chain.bodies IS
'The SHA-256 of each row without its place in the chain, 32 bytes each, in the order of chain_no.';
