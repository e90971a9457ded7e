"""The `oaic` command, as a shell runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points

import pytest
from oaic_spec import cli
from oaic_spec.cli import FOR_AUTHORS, FOR_USERS, Parser

OAIC = [sys.executable, "-c", "import sys; from oaic_spec.cli import main; sys.exit(main())"]
LISTINGS = {
    "the verbs": [*OAIC, "--help"],
    "the options of a verb": [*OAIC, "drift", "--help"],
    "the faults": [*OAIC, "serve", "--list-faults"],
    "the faults, sorted": [*OAIC, "faults", "chat"],
    "the faults, of the server itself": [sys.executable, "-m", "oaic_server", "--list-faults", "--json"],
    "the requirements": [*OAIC, "requirements"],
    "what one means": [*OAIC, "explain", "models.list.object"],
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


LONGER = {"the faults, sorted", "what one means", "the requirements"}
MARKED = [pytest.param(LISTINGS[name], id=name, marks=[pytest.mark.slow] * (name in LONGER)) for name in LISTINGS]


@pytest.mark.slow
@pytest.mark.parametrize("command", MARKED)
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


def test_an_option_that_is_nearly_one_is_told_which(capsys):
    parser = Parser(prog="oaic sing")
    parser.add_argument("--loudly", action="store_true")
    with pytest.raises(SystemExit, match=r"^4$"):
        parser.parse_args(["--loudy"])
    assert "unrecognized arguments: --loudy; did you mean --loudly?; see" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sk-geheim"], "an argument too many"),
        (["ab", "sk-geheim"], "2 arguments too many"),
        (["--key=sk-geheim"], "unrecognized arguments: --key"),
        (["--key", "sk-geheim"], "unrecognized arguments: --key"),
        (["-x"], "unrecognized arguments: -x"),
    ],
)
def test_what_is_unknown_is_told_by_its_name_alone(words, told, capsys):
    """What stands there may be a key."""
    with pytest.raises(SystemExit, match=r"^4$"):
        Parser(prog="oaic sing").parse_args(words)
    assert capsys.readouterr().err == f"oaic sing: {told}; see oaic sing --help\n"


# --- verbs ---------------------------------------------------------------------------------------------


def test_every_verb_has_a_line():
    assert FOR_USERS.keys() | FOR_AUTHORS.keys() == {entry.name for entry in entry_points(group="oaic.commands")}


def test_without_a_word_it_says_what_to_do_first(capsys):
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert said.index("oaic certify http://localhost:8000/v1") < said.index("certify   ") < said.index("selftest  ")
    assert all(line in said for line in (FOR_USERS | FOR_AUTHORS).values())


@pytest.mark.parametrize("word", ["-V", "--version"])
def test_it_says_which_version_it_is(word, capsys):
    assert cli.main([word]) == 0
    assert re.fullmatch(r"oaic \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("verb", "meant"),
    [("certfy", "did you mean certify?"), ("sing", "`oaic` lists them")],
    ids=["nearly", "not at all"],
)
def test_a_verb_nobody_knows_is_answered_in_a_line(verb, meant, capsys):
    assert cli.main([verb]) == 4
    assert capsys.readouterr().err == f"oaic: there is no verb {verb!r}; {meant}\n"
