"""Posts pggit's events to an HTTP server, each at least once, an intent's in their order.

    WEBHOOK_SECRET=... python webhook.py [--poll SECONDS] [--first-wait SECONDS] [--once] CONSUMER URL

The database is the one that libpq's environment names (PGHOST, PGDATABASE, ...). An event is read, posted and
committed in one transaction: when the server does not answer 2xx, or this program dies before the commit, the event is
sent again.
"""

import argparse
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request

import psycopg

LONGEST_WAIT = 60


def post(url, secret, event_id, body):
    """Post a body; raise OSError unless the answer is 2xx."""
    signature = hmac.new(secret, body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Pggit-Event": str(event_id),
        "X-Pggit-Signature": f"sha256={signature}",
    }
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10):
        pass


def send_next(connection, consumer, url, secret):
    """Send one event; return whether there was one."""
    with connection.transaction():
        event = connection.execute(
            "SELECT id, created_at, payload FROM pggit_read_events(%s, 1)", (consumer,)
        ).fetchone()
        if event:
            number, at, payload = event
            body = json.dumps({"event_id": number, "at": at.isoformat(), **payload}).encode()
            post(url, secret, number, body)
    return event is not None


def run(arguments, secret):
    """Send what there is, then wait for more."""
    wait, connection = arguments.first_wait, None
    while True:
        try:
            if connection is None or connection.closed:
                connection = psycopg.connect(autocommit=True)
                connection.execute("LISTEN pggit")
            while send_next(connection, arguments.consumer, arguments.url, secret):
                wait = arguments.first_wait
            if arguments.once:
                return
            # Not everything is announced, and not to who was away: look again after a while in any case.
            for _ in connection.notifies(timeout=arguments.poll, stop_after=1):
                pass
        except (OSError, psycopg.OperationalError) as problem:
            print(f"again in {wait} s: {problem}", file=sys.stderr, flush=True)
            time.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)


def main():
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--poll", type=float, default=30)
    parser.add_argument("--first-wait", type=float, default=1)
    parser.add_argument("--once", action="store_true", help="end when everything is sent")
    parser.add_argument("consumer")
    parser.add_argument("url")
    run(parser.parse_args(), os.environ["WEBHOOK_SECRET"].encode())


if __name__ == "__main__":
    main()
