"""A copy of the repository with a private cluster of its own, for tests of targets that make and drop databases."""

import contextlib
import os
import shutil
import subprocess

from harness.server import Result, clean_environment

FILES = ["Makefile", "install.sql", "pyproject.toml"]
FOLDERS = ["sql", "plpython", "tests/harness", "tests/programs", "tests/demo"]


class Checkout:
    """The copy."""

    def __init__(self, folder):
        """Keep its folder."""
        self.folder = folder

    def make(self, *arguments, env=None):
        """Run make there."""
        # Which server's programs are meant stays; what an outer make said to its recipes does not concern this one.
        programs = {name: os.environ[name] for name in ("PGBIN", "PG_MAJOR") if name in os.environ}
        environment = clean_environment({**programs, **(env or {})})
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"):
            environment.pop(name, None)
        done = subprocess.run(
            ["make", "--no-print-directory", *arguments],
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
        )
        return Result(done.stdout, done.stderr, done.returncode)


@contextlib.contextmanager
def checkout(repository, folder):
    """Copy the repository, without its history and clusters; remove the copy's cluster at the end."""
    for part in FILES + FOLDERS:
        source, target = repository / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    (folder / ".venv").symlink_to(repository / ".venv")
    copy = Checkout(folder)
    try:
        yield copy
    finally:
        copy.make("clean")
