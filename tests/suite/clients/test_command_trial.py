"""`oaic witness -- COMMAND`: a client before faults, oddities and scenes; and docs/certifying-clients.md is true."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import forked
import pytest
from nested import OAIC, environment
from oaic_suite.clients.command import otherwise
from oaic_suite.clients.command.manners import PLAYED, SCENES
from oaic_suite.clients.command.trial import Wanted, chosen
from oaic_suite.clients.witness.scenario import SCENARIOS
from oaic_suite.proof.faults import listed_faults
from pages import blocks, read

GUARD = 300  # seconds: far more than any trial needs
PAGE = read("docs/certifying-clients.md")
CLIENT = Path(__file__).parent / "plain_client.py"
HANGS = """
import os, pathlib, time
pathlib.Path("pid").write_text(str(os.getpid()))
time.sleep(1000)
"""
NARROW = ("--scenario", "chat.plain", "--scenario", "chat.stream", "-n", "1")


def judged(tmp_path, command, *options):
    """Exit code, what was printed, and the rows by id."""
    words = ["witness", "--report-dir", str(tmp_path / "report"), *options, "--", *command]
    code, said = forked.run(words, tmp_path, environment(), GUARD)
    written = tmp_path / "report" / "witness.json"
    rows = json.loads(written.read_text())["rows"] if written.exists() else []
    return code, said, {row["id"]: row for row in rows}


def client(how="well"):
    return [sys.executable, "-S", str(CLIENT), how]


@pytest.mark.slow
def test_what_faults_do_to_a_client(tmp_path):
    code, said, rows = judged(tmp_path, client(), *NARROW, "--only", "chat.reply.c")
    assert code == 1
    assert rows["sound.chat.plain"]["outcome"] == "tolerated"
    assert (rows["chat.reply.choices"]["outcome"], rows["chat.reply.choices"]["fails"]) == ("crash", True)
    assert (rows["chat.reply.created"]["outcome"], rows["chat.reply.created"]["fails"]) == ("tolerated", False)
    assert "crash     chat.reply.choices [chat.plain]: raises KeyError" in said
    assert (tmp_path / "report" / "witness.html").exists()


@pytest.mark.slow
def test_what_is_known_fails_no_more(tmp_path):
    known = '[[known]]\nrow = "chat.reply.choices"\ncause = "crash"\nreason = "old"\nuntil = 2099-01-01\n'
    (tmp_path / "known.toml").write_text(known)
    narrow = ("--scenario", "chat.plain", "-n", "1", "--only", "chat.reply.choices", "--baseline", "known.toml")
    code, said, rows = judged(tmp_path, client(), *narrow)
    new = {id for id, row in rows.items() if row["fails"]} - {"chat.reply.choices"}
    assert code == (1 if new else 0)
    assert "1 known failures hold" in said


@pytest.mark.slow
def test_a_client_that_behaves_holds(tmp_path):
    code, said, rows = judged(tmp_path, client(), *NARROW, "--only", "manners")
    assert {id: row["outcome"] for id, row in rows.items() if row["fails"]} == {}, said
    assert rows.keys() == {"sound.chat.plain", "sound.chat.stream", *SCENES}
    assert (code, rows["manners.cut"]["outcome"], rows["manners.slow"]["outcome"]) == (0, "told", "tolerated")


@pytest.mark.slow
def test_a_client_that_does_not_is_told_why(tmp_path):
    _, _, rows = judged(tmp_path, client("rudely"), *NARROW, "--only", "manners")
    assert "although it was told to wait 1 s" in rows["manners.wait"]["complaints"][0]
    assert "again what had been refused with 400" in rows["manners.refused"]["complaints"][0]
    assert "7th time in a row" in rows["manners.down"]["complaints"][-1]
    assert {id for id, row in rows.items() if row["fails"]} >= {"manners.wait", "manners.refused", "manners.down"}


@pytest.mark.slow
def test_a_legal_oddity_must_not_be_noticed(tmp_path):
    code, _, rows = judged(tmp_path, client("by the line"), *NARROW, "--only", "sse.no-space")
    assert (code, rows["sse.no-space"]["outcome"], rows["sse.no-space"]["fails"]) == (1, "silent", True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "options", "code", "told"),
    [
        (["/nowhere"], (), 4, "/nowhere cannot be started"),
        ([], (), 4, "a command is wanted behind --"),
        (["true"], ("--only", "chat.strem"), 5, "chat.strem"),
        (["true"], ("--baseline", "gone.toml"), 4, "cannot read gone.toml"),
        (["true"], ("--scenario", "chat.plain"), 10, "could not be judged"),
    ],
)
def test_what_cannot_be_judged(tmp_path, command, options, code, told):
    found, said, _ = judged(tmp_path, command, *options)
    assert (found, told in said) == (code, True), said


@pytest.mark.slow
def test_a_trial_that_is_cut_short_ends_what_it_started(tmp_path):
    (tmp_path / "hangs.py").write_text(HANGS)
    words = ["witness", "--report-dir", str(tmp_path / "report"), "--seconds", "500", "--", sys.executable, "hangs.py"]
    begun = subprocess.Popen(
        [sys.executable, "-c", OAIC, *words], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    )
    until = time.monotonic() + GUARD
    while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    begun.send_signal(signal.SIGTERM)
    said, _ = begun.communicate(timeout=GUARD)
    assert (begun.returncode, "the trial was cut short" in said) == (10, True)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


# --- the lists ---------------------------------------------------------------------------------------------


def test_what_says_something_else_is_benign():
    assert otherwise.known().keys() - {fault.id for fault in listed_faults() if fault.kind == "benign"} == set()


def test_scenes_are_played_in_scenarios_that_there_are():
    assert set(PLAYED) <= SCENARIOS.keys()


def test_what_is_done_in_different_ways_comes_first():
    played = Wanted(["true"], scenarios=("chat.plain", "chat.cut", "chat.stream", "chat.two")).played()
    assert list(played) == ["chat.plain", "chat.stream", "chat.cut", "chat.two"]


def test_no_fault_is_left_out_but_those_of_drawn_requests_and_of_our_witnesses():
    assert {fault.id.partition(".")[0] for fault in listed_faults()} - {
        fault.id.partition(".")[0] for fault in chosen("")[0]
    } == {"fuzz", "sdk", "sdk-node"}


# --- the page ----------------------------------------------------------------------------------------------

ADAPTERS = {
    "python": ("witness.py", (sys.executable,), ()),
    "js": ("witness.mjs", ("node",), ("node",)),
    "sh": ("witness.sh", ("sh",), ("jq", "curl")),
}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "adapter"), ADAPTERS.items(), ids=ADAPTERS)
def test_an_adapter_of_the_page_works(tmp_path, language, adapter):
    name, words, needs = adapter
    if missing := [each for each in needs if shutil.which(each) is None]:
        pytest.skip(f"not here: {', '.join(missing)}")
    [code] = blocks(PAGE, language)
    (tmp_path / name).write_text(code)
    options = ("--scenario", "chat.plain", "--scenario", "errors.key", "-n", "1", "--only", "chat.reply.choices")
    _, said, rows = judged(tmp_path, [*words, name], *options)
    assert [rows[f"sound.{each}"]["outcome"] for each in ("chat.plain", "errors.key")] == ["tolerated"] * 2, said
    assert rows["chat.reply.choices"]["outcome"] in ("crash", "silent", "wrong")
