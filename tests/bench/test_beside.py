"""The benchmark beside another registry: what is said where that is missing, and how its answers are read."""

import sys

import pytest

from programs.bench.beside import Peer, answered

DSN = {"host": "/nowhere", "dbname": "none"}


def test_without_its_environment_it_says_what_would_install_it(tmp_path):
    peer = Peer(tmp_path / "bin" / "python", DSN)
    assert peer.process is None
    assert str(tmp_path) in peer.missing and "PEER=1 installs fraiseql-confiture" in peer.missing
    peer.close()


def test_an_environment_without_the_package_is_an_error_with_what_python_said():
    # The tests' own environment never has it: it is no dependency of the project.
    peer = Peer(sys.executable, DSN)
    with pytest.raises(RuntimeError, match=r"(?s)did not answer to fill: .*No module named 'confiture'"):
        peer.ask("fill", 1)
    peer.close()


def test_an_answer_has_the_kind_the_seconds_and_how_many_were_found():
    assert answered("register", "register 0.012345678 3\n") == (0.012345678, 3)


@pytest.mark.parametrize("line", ["check 0.1 3\n", "register\n", "register 0.1 many\n", "register 0.1 3", "Oh\n"])
def test_anything_else_is_no_answer(line):
    with pytest.raises(RuntimeError, match="did not answer to register: "):
        answered("register", line)
