"""Clusters that a test may kill: each in a folder of its own, with fsync on, on a socket only.

    with Cluster.made(server, "faults") as cluster: ...     server is a harness.server.Server that was started
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from harness.server import ROOT, Server, run_psql

SETTINGS = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "shared_buffers": "'32MB'",
    "max_wal_size": "'128MB'",
    "dynamic_shared_memory_type": "mmap",
    "autovacuum_naptime": "'2s'",
}


class Cluster:
    """A server of its own, run by the user who runs the private clusters."""

    def __init__(self, server, folder, **settings):
        """Name the folder; made() and copied() make what is in it."""
        self.programs, self.folder = Path(Server.programs), Path(folder)
        self.owner = pwd.getpwuid(os.stat(server.host).st_uid).pw_name
        self.settings = {**SETTINGS, "unix_socket_directories": f"'{self.folder}'", **settings}

    def run(self, program, *arguments, check=True):
        """Run one of the server's programs as the server's user, with a bare environment."""
        command = ["env", "-i", f"PATH={self.programs}:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
        if os.getuid() == 0:
            command = ["runuser", "-u", self.owner, "--", *command]
        words = [str(self.programs / program) if (self.programs / program).exists() else program]
        return subprocess.run(
            [*command, *words, *map(str, arguments)], cwd="/", check=check, capture_output=True, text=True
        )

    @classmethod
    @contextlib.contextmanager
    def made(cls, server, name, initdb=(), **settings):
        """Make an empty cluster, start it, and remove it at the end."""
        cluster = cls(server, f"{_home(server)}/{name}_{os.getpid()}", **settings)
        cluster.folder_for_it()
        try:
            cluster.run(
                "initdb", "-D", cluster.data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync", *initdb
            )
            cluster.configure()
            cluster.start()
            yield cluster
        finally:
            cluster.remove()

    @contextlib.contextmanager
    def copied(self, server, name):
        """Make a standby of this cluster by pg_basebackup, start it, and remove it at the end."""
        standby = Cluster(server, f"{_home(server)}/{name}_{os.getpid()}")
        standby.settings = {**self.settings, **{"unix_socket_directories": f"'{standby.folder}'"}}
        standby.folder_for_it()
        try:
            where = f"host={self.folder} port=5432 user=postgres application_name={name}"
            self.run("pg_basebackup", "-D", standby.data, "-d", where, "-R", "-c", "fast", "-X", "stream", "--no-sync")
            standby.configure()
            standby.start()
            yield standby
        finally:
            standby.remove()

    @property
    def data(self):
        """The data directory."""
        return self.folder / "data"

    def folder_for_it(self):
        """Make the folder, for the server's user alone."""
        self.folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(self.folder, self.owner)

    def configure(self, **settings):
        """Write the settings; they hold from the next start on."""
        self.settings.update(settings)
        text = "".join(f"{name} = {value}\n" for name, value in self.settings.items())
        (self.folder / "settings.conf").write_text(text)
        (self.folder / "settings.conf").chmod(0o644)
        config = self.data / "postgresql.conf"
        if "settings.conf" not in config.read_text():
            with open(config, "a") as file:
                file.write("include '../settings.conf'\n")

    def start(self):
        """Start the server, after a crash too."""
        log = self.folder / "log"
        deadline = time.monotonic() + 120
        while self.run("pg_ctl", "start", "-s", "-w", "-t", "60", "-D", self.data, "-l", log, check=False).returncode:
            # What a killed server left in shared memory is free when its last process has gone.
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.1)

    def stop(self, mode="fast"):
        """Stop the server."""
        self.run("pg_ctl", "stop", "-s", "-w", "-m", mode, "-D", self.data, check=False)

    def processes(self):
        """Return the ids of the server's processes, the postmaster's first."""
        with contextlib.suppress(FileNotFoundError):
            first = int((self.data / "postmaster.pid").read_text().split()[0])
            children = [p.name for p in Path("/proc").glob("[0-9]*") if _parent(p) == first]
            return [first, *map(int, children)]
        return []

    def kill(self):
        """Kill every process of the server at once: as if the power had gone."""
        pids = self.processes()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(_parent(Path(f"/proc/{pid}")) is not None for pid in pids):
            time.sleep(0.01)

    def promote(self):
        """Make a primary of this standby."""
        self.run("pg_ctl", "promote", "-s", "-w", "-D", self.data)

    def remove(self):
        """Stop the server and remove its folder."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def dsn(self, database="postgres", user="postgres"):
        """Return the arguments of a connection."""
        return {"host": str(self.folder), "port": 5432, "user": user, "dbname": database}

    def connect(self, database="postgres", **more):
        """Open a connection in autocommit mode."""
        return psycopg.connect(**self.dsn(database), **{"autocommit": True, **more})

    def connect_again(self):
        """Open a connection as soon as the server has recovered from a crash."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.connect()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()[-2000:]
                time.sleep(0.05)

    def install(self, database="postgres"):
        """Install the product."""
        where = Server(str(self.folder), 5432, "postgres")
        done = run_psql(where, database, "-q", "-v", "ON_ERROR_STOP=1", "-f", "install.sql", cwd=ROOT)
        assert done.code == 0, done.stderr


def _home(server):
    """Return the folder of the private clusters that are on disk."""
    return Path(server.locks).parent


def _parent(process):
    """Return the parent of a process of /proc, or None when it has ended."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else int(fields[1])
