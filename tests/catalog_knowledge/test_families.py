"""Pairs whose outcome only the catalog knows: the prediction is what executing them proves, whoever comes second."""

import psycopg
import pytest

from catalog_knowledge.pairs import FAMILIES, SCHEMA
from harness.server import ROOT, run_psql
from programs.accuracy.predicting import FROM_TEXT, WITH_CATALOG, predict
from programs.accuracy.proving import explanation, prove

MIRRORED = {"a": "b", "b": "a", None: None}


@pytest.fixture(scope="module")
def schema(server, maintenance, template_database):
    """Return a connection to a database with the schema, in which everything may be proved; nothing stays in it."""
    name = f"{template_database}_families"
    maintenance.execute(f"CREATE DATABASE {name} TEMPLATE {template_database}")
    with psycopg.connect(**server.dsn(name), autocommit=True) as connection:
        connection.execute(SCHEMA)
        prepared = run_psql(server, name, "-f", "sql/psql/shadow_ownership.sql", cwd=ROOT)
        assert prepared.code == 0, prepared.stderr
        connection.execute("SET client_min_messages = error")
        yield connection
    maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_prediction_is_what_execution_proves(schema, family):
    wrong, better = [], 0
    for a, b in FAMILIES[family]:
        proof = prove(schema, [a], [b])
        truth = proof.outcome, proof.first
        found = predict(schema, [a], [b], WITH_CATALOG)[:2], predict(schema, [b], [a], WITH_CATALOG)[:2]
        if found != (truth, (truth[0], MIRRORED[truth[1]])):
            wrong.append((a, b, truth, found, explanation(proof) or proof.reason))
        better += predict(schema, [a], [b], FROM_TEXT)[:2] != truth
    assert wrong == []
    assert better > 0, "the text alone tells all this"
