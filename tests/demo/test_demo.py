"""make demo plays its story to the end and leaves the database running."""

import re
import shlex
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
    history = transcript[transcript.index("8. This is what happened") :]
    events = ("registered -> conflicted", "conflict reviewed", "completed -> merged", "registered -> abandoned")
    assert all(event in history for event in events)
    assert all(f"make {target} " in history for target in ("psql", "stop", "start", "clean"))


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
        return re.sub(r"int_\w{12}", "int_", text[: text.index("8. This is what happened")])

    again = copy.make("demo")
    assert again.code == 0, again.stderr
    assert "Replacing the database of the last demo." in again.stderr
    assert facts(again.stdout) == facts(transcript)


REGISTER = ("register", "AGENT=me", "FEATURE=mine", "DDL=CREATE TABLE mine (id int)")


def test_stopped_it_is_offered_to_be_started_and_comes_back_with_its_data(copy, transcript):
    assert copy.make(*REGISTER).code == 0
    stopped = copy.make("stop")
    assert stopped.code == 0
    assert "make start starts the demo again, with its data" in stopped.stderr
    refused = copy.make("list-intents")
    assert refused.code == 2
    assert "the demo database is stopped" in refused.stderr and "make start" in refused.stderr
    assert "make demo" not in refused.stderr
    started = copy.make("start")
    assert started.code == 0, started.stderr
    assert "with 7 intents" in started.stderr
    assert "1 intent (only agent me)" in copy.make("list-intents", "AGENT=me").stdout


def test_over_intents_that_are_not_the_story_s_it_is_refused_and_they_can_be_put_aside(copy, transcript):
    assert copy.make("start").code == 0
    refused = copy.make("demo")
    assert refused.code == 2
    assert "the demo database holds intents that are not the story's: 1" in refused.stderr
    assert "make demo FRESH=yes begins anew, and keeps that database" in refused.stderr
    assert "7 intents" in copy.make("list-intents").stdout
    fresh = copy.make("demo", "FRESH=yes")
    assert fresh.code == 0, fresh.stderr
    assert "Keeping the database that was there as pggit_until_" in fresh.stderr
    assert "6 intents" in copy.make("list-intents").stdout
    kept = fresh.stderr.split("that was there as ", 1)[1].split(".", 1)[0]
    script = copy.folder / "tests/harness/psql.sh"
    count = [script, "running", "-X", "-At", "-d", kept, "-c", "SELECT count(*) FROM tb_pggit_intent"]
    assert subprocess.run(count, check=True, capture_output=True, text=True).stdout == "7\n"


def test_a_database_that_is_not_the_demo_s_is_kept(copy, transcript):
    # The comment is how the demo knows its own.
    script = copy.folder / "tests/harness/psql.sh"
    comment = "COMMENT ON DATABASE pggit IS NULL; DROP SCHEMA IF EXISTS nothing"
    subprocess.run([script, "started", "-X", "-q", "-c", comment], check=True, capture_output=True)
    result = copy.make("demo", "FRESH=yes")
    assert result.code == 0, result.stderr
    assert "Keeping the database that was there as pggit_until_" in result.stderr


def test_where_there_is_no_demo_that_is_said_and_nothing_is_made(repository, tmp_path_factory):
    with checkout(repository, tmp_path_factory.mktemp("none")) as copy:
        for target in ("list-intents", "psql", "start"):
            result = copy.make(target)
            assert result.code == 2, target
            assert "there is no demo database yet" in result.stderr
            assert "make demo" in result.stderr and "make install" in result.stderr
        assert copy.make("stop").code == 0
        assert not (copy.folder / ".pg").exists()


def test_psql_from_a_pipe_prints_what_was_asked_for_and_nothing_else(copy, transcript):
    assert copy.make("start").code == 0
    script = copy.folder / "tests/harness/psql_prompt.sh"
    result = subprocess.run([script], input="SELECT 1 AS one \\g (format=unaligned tuples_only=on)\n",
                            capture_output=True, text=True)  # fmt: skip
    assert (result.returncode, result.stdout) == (0, "1\n")


def test_psql_at_a_terminal_says_what_to_try_and_shows_wide_rows_upright(copy, transcript):
    assert copy.make("start").code == 0
    script = shlex.quote(str(copy.folder / "tests/harness/psql_prompt.sh"))
    typed = "\\pset pager off\nSELECT * FROM v_pggit_intent LIMIT 1;\nSELECT pggit_get_intent('int_none');\n\\q\n"
    result = subprocess.run(["script", "-qec", script, "/dev/null"], input=typed, capture_output=True, text=True)
    assert result.stdout.count("SELECT * FROM v_pggit_") >= 2 and "Try:" in result.stdout
    assert "-[ RECORD 1 ]-" in result.stdout
    assert "CONTEXT" not in result.stdout


def test_the_help_has_two_parts_and_fits_80_columns(copy):
    result = copy.make("help")
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    users, developers = result.stdout.split("For developers:")
    assert users.startswith("For users:")
    assert all(f"make {target} " in users for target in ("demo", "start", "psql", "stop", "check", "register"))
    assert all(f"make {target} " in developers for target in ("test", "lint", "bench", "test-bare"))
    targets = re.findall(r"^([a-z][a-z-]*):.*## ", (copy.folder / "Makefile").read_text(), re.MULTILINE)
    assert all(f"make {target} " in result.stdout for target in targets)
