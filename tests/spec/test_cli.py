"""The `oaic` command, as a shell runs it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from oaic_spec.cli import Parser

OAIC = [sys.executable, "-c", "import sys; from oaic_spec.cli import main; sys.exit(main())"]
LISTINGS = {
    "the verbs": [*OAIC, "--help"],
    "the options of a verb": [*OAIC, "drift", "--help"],
    "the faults": [*OAIC, "serve", "--list-faults"],
    "the faults, of the server itself": [sys.executable, "-m", "oaic_server", "--list-faults", "--json"],
    "the requirements": [*OAIC, "requirements"],
    "what clients were seen to do": [*OAIC, "witness", "--page"],
    "the state of Node's packages": [*OAIC, "node", "status"],
}


def unread(command, unbuffered=""):
    """Runs a command whose output nobody reads; its exit code, and what it complains of."""
    read, write = os.pipe()
    os.close(read)
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    try:
        ended = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, env=environment)
    finally:
        os.close(write)
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("command", LISTINGS.values(), ids=LISTINGS)
def test_a_listing_that_nobody_reads_ends_without_a_word(command):
    assert unread(command) == (141, "")


def test_so_does_one_that_is_written_at_once():
    assert unread([*OAIC, "--help"], unbuffered="1") == (141, "")


BROKEN = "import sys; from oaic_spec.cli import while_read; while_read({}, sys.argv)"


def test_another_pipe_that_breaks_is_told():
    raising = "lambda words: (_ for _ in ()).throw(BrokenPipeError('of a child'))"
    ended = subprocess.run([sys.executable, "-c", BROKEN.format(raising)], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, "BrokenPipeError: of a child")


def test_bad_usage_names_the_mistake_and_the_help(capsys):
    with pytest.raises(SystemExit, match=r"^4$"):
        Parser(prog="oaic sing").parse_args(["--loud"])
    assert capsys.readouterr().err == "oaic sing: unrecognized arguments: --loud; see oaic sing --help\n"
