"""make demo plays its story to the end and leaves the database running."""

import re
import subprocess

import pytest

from harness.checkout import checkout


@pytest.fixture(scope="module")
def copy(repository, tmp_path_factory):
    with checkout(repository, tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def transcript(copy):
    """Return what make demo prints."""
    result = copy.make("demo", env={"DATABASE_URL": "postgresql://nobody@nowhere/nothing"})
    assert result.code == 0, result.stdout + result.stderr
    return result.stdout


def test_the_registrations_are_shown(transcript):
    for agent in (
        "claude-payments",
        "claude-auth",
        "codex-search",
        "claude-refunds",
        "claude-pricing",
        "codex-catalog",
    ):
        assert f"SELECT pggit_register_intent('{agent}'," in transcript
        assert f"Agent            {agent}\n" in transcript
    assert "Branch           feature/search_by_e-mail_001\n" in transcript


def test_the_conflicts_are_shown_with_suggestions(transcript):
    text = " ".join(transcript.split())
    assert "dependency: customers.email [error] with claude-auth (oauth2, feature/oauth2_001)" in text
    assert "`claude-auth` drops `customers.email`, which your index `idx_customers_email_lower` needs" in text
    assert "column: products.price [error] with claude-pricing" in text


def test_the_refused_start_is_the_real_error(transcript):
    text = " ".join(transcript.split())
    assert re.search(r"ERROR: intent int_\w{12} cannot become in_progress: 1 of its conflicts must be resolved", text)
    assert "Refused, with SQLSTATE PI002" in text
    assert transcript.count("ERROR:") == 1


def test_the_resolution_the_way_to_merged_and_the_abandoned_intent_free_others(transcript):
    text = " ".join(transcript.split())
    assert "resolved by schema-lead: search goes first" in text
    assert re.search(r"codex-search \(Search by e-mail, [^)]*\) is now registered, without open conflicts", text)
    for status in ("in_progress", "completed", "merged"):
        assert f"claude-payments | {status}" in text
    assert re.search(r"claude-refunds \| registered \| \[\]", text)
    assert re.search(r"claude-pricing \(Prices in cents, [^)]*\) is abandoned", text)
    assert re.search(r"with codex-catalog \(Large prices, [^)]*\) fell away; int_\w{12} is registered", text)


def test_the_history_and_what_to_do_next_come_last(transcript):
    history = transcript[transcript.index("8. What happened") :]
    events = ("registered -> conflicted", "conflict reviewed", "completed -> merged", "registered -> abandoned")
    assert all(event in history for event in events)
    assert all(f"make {target} " in history for target in ("psql", "stop", "clean"))


def test_it_fits_a_plain_terminal(transcript):
    assert all(len(line) < 100 for line in transcript.splitlines())
    assert transcript.isascii()
    assert "\x1b" not in transcript


def test_the_database_stays_up_and_the_commands_use_it(copy, transcript):
    result = copy.make("list-intents")
    assert result.code == 0, result.stderr
    assert "6 intents" in result.stdout


def test_a_second_time_begins_anew(copy, transcript):
    def facts(text):
        """Return what is the same every time: all but ids, which may also be broken where the history is."""
        return re.sub(r"int_\w{12}", "int_", text[: text.index("8. What happened")])

    again = copy.make("demo")
    assert again.code == 0, again.stderr
    assert "Replacing the database of the last demo." in again.stderr
    assert facts(again.stdout) == facts(transcript)


def test_a_database_that_is_not_the_demo_s_is_kept(copy, transcript):
    # The comment is how the demo knows its own.
    script = copy.folder / "tests/harness/psql.sh"
    subprocess.run([script, "running", "-X", "-q", "-c", "COMMENT ON DATABASE pggit IS NULL"], check=True)
    result = copy.make("demo")
    assert result.code == 0, result.stderr
    assert "Keeping database pggit, which is not the demo's, as pggit_until_" in result.stderr


def test_without_a_running_database_the_commands_say_how_to_get_one(copy, transcript):
    assert copy.make("stop").code == 0
    result = copy.make("list-intents")
    assert result.code == 2
    assert "the demo database is not running" in result.stderr
    assert "make demo" in result.stderr
    assert "make install" in result.stderr
