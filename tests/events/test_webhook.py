"""The example of a consumer: it posts every event to a real HTTP server, signed, again when that or itself fails."""

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.server import clean_environment
from steps import ADD_A, ADD_B, register, wait_until

PROGRAM = Path(__file__).with_name("webhook.py")
SECRET = b"a secret of both"


class Receiver(ThreadingHTTPServer):
    """Keeps what is posted; answer is what becomes of the next posts: a status, or a function to call instead."""

    daemon_threads = True

    def __init__(self, port=0):
        """Listen on a free port, or on this one."""
        self.posts, self.answers = [], []
        super().__init__(("127.0.0.1", port), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def ids(self):
        """Return the numbers of the events that came."""
        return [post["event_id"] for post in self.posts]


class Handler(BaseHTTPRequestHandler):
    """Checks the signature and does what the server is told to."""

    def do_POST(self):  # noqa: N802
        """Take an event."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        right = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        event = json.loads(body)
        assert self.headers["X-Pggit-Event"] == str(event["event_id"])
        self.server.posts.append(event)
        answer = self.server.answers.pop(0) if self.server.answers else 204
        if callable(answer):
            answer()
            return
        self.send_response(answer if self.headers["X-Pggit-Signature"] == right else 401)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def receiver():
    """Return an HTTP server."""
    with Receiver() as made:
        yield made
        made.shutdown()


@pytest.fixture
def start(server, database):
    """Return a function that starts the program; what still runs at the end is ended."""
    started = []

    def run(url, *options, secret=SECRET):
        environment = {
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": server.user,
            "PGDATABASE": database,
            "WEBHOOK_SECRET": secret.decode(),
        }
        started.append(
            subprocess.Popen(
                [sys.executable, str(PROGRAM), "--first-wait", "0.01", *options, "hook", url],
                env=clean_environment(environment),
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield run
    for program in started:
        program.kill()
        program.wait()
        program.stderr.close()


def url(receiver):
    """Return where the server is."""
    return f"http://127.0.0.1:{receiver.server_port}/events"


def events(db):
    """Return the numbers of all events."""
    return [row["id"] for row in db.execute("SELECT id FROM tb_pggit_event ORDER BY id").fetchall()]


def test_every_event_is_posted_once_in_order_and_signed(db, receiver, start):
    register(db, "claude-a", ADD_A)
    second = register(db, "claude-b", ADD_B)
    assert start(url(receiver), "--once").wait() == 0
    assert receiver.ids() == events(db)
    assert receiver.posts[-1]["intent_id"] == second["id"]
    assert receiver.posts[-1]["new_status"] == "conflicted" and receiver.posts[-1]["at"]
    assert start(url(receiver), "--once").wait() == 0
    assert receiver.ids() == events(db)


def test_what_is_refused_is_sent_again_until_it_is_taken(db, receiver, start):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    receiver.answers = [204, 503, 500, 404]
    program = start(url(receiver), "--once")
    assert program.wait() == 0
    first, second, *rest = events(db)
    assert receiver.ids() == [first, second, second, second, second, *rest]
    told = program.stderr.read()
    assert [f"again in {wait} s" in told for wait in ("0.01", "0.02", "0.04")] == [True] * 3


def test_a_server_that_is_down_gets_everything_when_it_is_up(db, start):
    register(db)
    with Receiver() as gone:
        gone.shutdown()
        port = gone.server_port
    program = start(f"http://127.0.0.1:{port}/", "--once")
    assert "refused" in program.stderr.readline()
    with Receiver(port) as back:
        assert program.wait() == 0
        back.shutdown()
        assert back.ids() == events(db)


def test_dying_between_the_post_and_the_commit_sends_it_again(db, receiver, start):
    register(db, "claude-a", ADD_A)
    register(db, "claude-b", ADD_B)
    programs = []
    ready = threading.Event()

    def die():
        ready.wait()
        os.kill(programs[0].pid, signal.SIGKILL)
        programs[0].wait()

    receiver.answers = [204, die]
    programs.append(start(url(receiver), "--once"))
    ready.set()
    assert programs[0].wait() == -signal.SIGKILL
    assert start(url(receiver), "--once").wait() == 0
    first, second, *rest = events(db)
    assert receiver.ids() == [first, second, second, *rest]


@pytest.mark.parametrize(("announced", "poll"), [("all", "1000"), ("nothing", "0.05")])
def test_it_wakes_up_by_notify_or_looks_by_itself(db, receiver, start, announced, poll):
    db.execute("UPDATE tb_pggit_setting SET value = %s WHERE name = 'notify'", (announced,))
    register(db, "claude-a", ADD_A)
    start(url(receiver), "--poll", poll)
    wait_until(lambda: len(receiver.posts) == 1, "the first event is posted")
    listening = "SELECT count(*) AS n FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'idle'" + (
        " AND datname = current_database()"
    )
    wait_until(lambda: db.execute(listening).fetchone()["n"] > 0, "it waits")
    register(db, "claude-b", ADD_B)
    wait_until(lambda: receiver.ids() == events(db), "the others are posted")


def test_a_lost_connection_is_made_anew(db, receiver, start):
    register(db, "claude-a", ADD_A)
    start(url(receiver), "--poll", "0.05")
    wait_until(lambda: len(receiver.posts) == 1, "the first event is posted")
    db.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    register(db, "claude-b", ADD_B)
    wait_until(lambda: sorted(set(receiver.ids())) == events(db), "the others are posted")


def test_a_wrong_secret_is_taken_by_nobody(db, receiver, start):
    register(db)
    program = start(url(receiver), "--once", secret=b"wrong")
    assert "401" in program.stderr.readline()
