"""Tables in schemas that only pggit_prover may use."""

from proof.conftest import prove

OTHERS = 'CREATE SCHEMA billing; CREATE TABLE billing.invoices (id bigint); CREATE TABLE billing."Odd.Name" (id bigint)'


def test_they_can_be_proved(db, shadow):
    db.execute(OTHERS)
    db.execute("ALTER SCHEMA billing OWNER TO pggit_prover; ALTER TABLE billing.invoices OWNER TO pggit_prover")
    add = "ALTER TABLE billing.invoices ADD COLUMN note text"
    assert prove(db, add, "COMMENT ON TABLE billing.invoices IS 'x'")["outcome"] == "compatible"
    assert prove(db, add, "DROP TABLE billing.invoices")["outcome"] == "ordered"


def test_rows_in_them_are_seen(guarded):
    guarded.execute(OTHERS)
    guarded.execute('INSERT INTO billing."Odd.Name" VALUES (1)')
    proof = prove(guarded, 'ALTER TABLE billing."Odd.Name" ADD COLUMN note text', "CREATE TABLE elsewhere (id bigint)")
    assert proof["outcome"] == "unproven"
    assert "may hold rows" in proof["reason"]
