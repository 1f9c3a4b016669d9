"""PgBouncer in front of a cluster, in transaction mode: many clients share few server connections.

    with Pooler.started(server, connections=2) as pooler: pooler.connect(database, user)
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
# One that keeps the clients' prepared statements apart.
KEEPS_PREPARED = (1, 21)


def version():
    """Return the installed version as numbers, or None."""
    if PROGRAM is None:
        return None
    said = subprocess.run([PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout
    return tuple(map(int, re.match(r"PgBouncer (\d+)\.(\d+)", said).groups()))


class Pooler:
    """A PgBouncer of its own, on a socket in a private folder, run by the user who runs the cluster."""

    def __init__(self, folder):
        """Keep the folder; started() makes what is in it."""
        self.folder = Path(folder)

    @classmethod
    @contextlib.contextmanager
    def started(cls, server, connections, users=()):
        """Start one before the server; connections is how many each database and user has to itself."""
        where = server.dsn("postgres")["host"]
        owner = pwd.getpwuid(os.stat(where).st_uid)
        folder = Path(tempfile.mkdtemp(prefix="pggit_bouncer_", dir="/var/tmp"))
        pooler, running = cls(folder), None
        try:
            known = "".join(f'"{user}" ""\n' for user in ("postgres", *users))
            pooler._write("users", known)
            pooler._write("settings.ini", pooler._settings(where, connections))
            if os.getuid() == 0:
                for path in (folder, *folder.iterdir()):
                    os.chown(path, owner.pw_uid, owner.pw_gid)
            # Refuses to run as root.
            other = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
            running = subprocess.Popen(
                [PROGRAM, "-q", str(folder / "settings.ini")], cwd="/", env={"PATH": "/usr/bin:/bin"}, **other
            )
            pooler._wait(running)
            yield pooler
        finally:
            if running:
                # What is nice to clients waits for them, in newer versions.
                running.kill()
                running.wait()
            shutil.rmtree(folder, ignore_errors=True)

    def _settings(self, where, connections):
        keeps = "max_prepared_statements = 20\n" if version() >= KEEPS_PREPARED else ""
        return (
            f"[databases]\n* = host={where} port=5432\n[pgbouncer]\n"
            f"listen_addr =\nlisten_port = 6432\nunix_socket_dir = {self.folder}\nunix_socket_mode = 0700\n"
            f"auth_type = trust\nauth_file = {self.folder}/users\nadmin_users = postgres\n"
            f"pool_mode = transaction\ndefault_pool_size = {connections}\nmax_client_conn = 200\n"
            f"ignore_startup_parameters = extra_float_digits\nlogfile = {self.folder}/log\n{keeps}"
        )

    def _write(self, name, text):
        (self.folder / name).write_text(text)

    def _wait(self, running, seconds=30):
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.command("SHOW VERSION")
                return
            except psycopg.OperationalError:
                log = self.folder / "log"
                said = log.read_text()[-2000:] if log.exists() else ""
                assert running.poll() is None and time.monotonic() < deadline, said
                time.sleep(0.01)

    def dsn(self, database, user="postgres"):
        """Return the arguments of a connection through it."""
        return {"host": str(self.folder), "port": 6432, "user": user, "dbname": database}

    def connect(self, database, user="postgres", **more):
        """Open a connection through it; the client's own prepared statements are for those who ask."""
        return psycopg.connect(**self.dsn(database, user), **{"autocommit": True, "prepare_threshold": None, **more})

    def command(self, text):
        """Run a command of PgBouncer's own, such as SHOW POOLS; return its rows."""
        # Its console knows the simple protocol only.
        with psycopg.connect(
            **self.dsn("pgbouncer"), autocommit=True, cursor_factory=psycopg.ClientCursor
        ) as connection:
            cursor = connection.execute(text)
            if cursor.description is None:
                return []
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]
