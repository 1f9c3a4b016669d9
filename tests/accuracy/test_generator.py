"""Changes drawn from a live schema."""

import random

import psycopg
import pytest

from programs.accuracy.draw import Draw, Impossible
from programs.accuracy.generator import Generator

# What a transaction may not contain; in a proof the word is taken out.
CONCURRENTLY = " CONCURRENTLY"


@pytest.fixture
def connection(connect, shadow):
    return connect(database=shadow, row_factory=psycopg.rows.tuple_row)


def carried_out(connection, statements):
    """Tell whether statements work, and roll them back."""
    try:
        with connection.transaction(force_rollback=True):
            for statement in statements:
                connection.execute(statement.replace(CONCURRENTLY, ""))
    except psycopg.Error:
        return False
    return True


def test_a_seed_and_a_number_give_the_same_pair_again(connection):
    first, again, other = (Generator(connection, seed) for seed in (7, 7, 8))
    pairs = [first.pair(number) for number in range(30)]
    assert pairs == [again.pair(number) for number in range(30)]
    assert pairs[17] == again.pair(17)
    assert pairs != [other.pair(number) for number in range(30)]
    assert all(pair.a and pair.b for pair in pairs)


def test_every_kind_of_change_can_be_drawn_and_works(connection):
    generator = Generator(connection, 1)
    tables = generator.catalog.tables
    failing = []
    for kind in generator.kinds:
        for number in range(300):
            rng = random.Random(f"{kind.name}/{number}")
            try:
                statements = kind.draw(Draw(rng, generator.catalog, [rng.choice(tables)], {}))
            except Impossible:
                continue
            if carried_out(connection, statements):
                break
        else:
            failing.append(kind.name)
    assert failing == []
    assert len({kind.name for kind in generator.kinds}) == len(generator.kinds) > 100


def test_most_changes_work_and_pairs_crowd(connection):
    generator = Generator(connection, 2)
    changes = [change for number in range(60) for change in generator.pair(number)[3:5]]
    assert sum(carried_out(connection, change) for change in changes) > 0.7 * len(changes)
    assert 1 < sum(map(len, changes)) / len(changes) < 4


def test_furnishing_adds_what_a_schema_lacks(connection):
    connection.execute("DROP MATERIALIZED VIEW user_names; DROP VIEW order_totals")
    generator = Generator(connection, 1)
    generator.furnish(connection, rounds=1)
    assert generator.catalog.views and generator.catalog.materialized


def test_an_empty_database_is_refused(connect):
    with pytest.raises(ValueError, match="no table"):
        Generator(connect(row_factory=psycopg.rows.tuple_row), 1)
