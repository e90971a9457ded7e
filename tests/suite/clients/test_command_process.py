"""A command that is told scenarios: bounded in time and output, and ended with all that it started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from oaic_suite.clients.command import process
from oaic_suite.clients.command.process import MOST, Command, NoCommand, answer

ECHO = "import sys, json\nfor line in sys.stdin: print(json.dumps({'gave': json.loads(line)['n']}), flush=True)"
ONCE = "import sys, json; print(json.dumps({'gave': json.loads(input())['n']}))"
ENDS = """
import json, sys
for line in sys.stdin:
    if json.loads(line)["n"]:
        sys.exit(7)
    print('{"gave": 0}', flush=True)
"""
LONG = 30.0  # seconds, none of which is waited for


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    monkeypatch.setattr(process, "BEGINNING", 0)


@pytest.fixture
def command():
    started = []

    def start(code, *words):
        started.append(Command(words or (sys.executable, "-S", "-c", code), {"PATH": os.environ["PATH"]}))
        return started[-1]

    yield start
    for each in started:
        each.end()


@pytest.mark.parametrize("code", [ECHO, ONCE], ids=["one for all", "one for each"])
def test_scenario_after_scenario_is_answered(command, code):
    client = command(code)
    assert [client.ask({"n": n}, LONG) for n in range(3)] == [{"gave": 0}, {"gave": 1}, {"gave": 2}]


def test_what_else_it_prints_is_passed_over(command):
    assert command("print('hello'); print('[1]'); print('{}'); print('{\"gave\": 1}')").ask({}, LONG) == {"gave": 1}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.exit('no key')", "with 1: no key"),
        ("pass", "with 0"),
        ("import os; os.kill(os.getpid(), 9)", "by SIGKILL"),
        ("print('x' * 2**21)", f"after printing more than {MOST} bytes"),
        ("import sys; print('x' * 2**21, file=sys.stderr); sys.exit(3)", "with 3: " + "x" * 1023),
    ],
)
def test_how_it_ended_is_told(command, code, told):
    assert command(code).ask({}, LONG) == {"ended": told}


def test_one_that_ends_only_later_is_asked_again_by_another(command):
    """What it did before may have ended it; only the second time does this scenario."""
    client = command(ENDS)
    assert [client.ask({"n": n}, LONG) for n in (0, 1, 0)] == [{"gave": 0}, {"ended": "with 7"}, {"gave": 0}]


@pytest.mark.slow
def test_one_that_says_nothing_is_ended_with_all_that_it_started(command, tmp_path):
    child = tmp_path / "child"
    client = command("", "sh", "-c", f"sleep 1000 & echo $! > {child}; wait")
    assert client.ask({}, 2.0) == {"hung": True}
    assert is_gone(int(child.read_text()))


def is_gone(pid):
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True  # it has ended; nobody has asked how
        except OSError:
            return True
        time.sleep(0.01)
    return False


def test_one_that_is_not_there_is_told(command):
    with pytest.raises(NoCommand, match="nowhere cannot be started"):
        command("", "/nowhere").ask({}, LONG)


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"{}", b"{'gave': 1}", b'{"given": 1}'])
def test_what_is_no_answer(line):
    assert answer(line) is None


@pytest.mark.parametrize("line", [b'{"gave": NaN}', b'{"gave": ' + b"[" * 500, b'{"told"}'])
def test_what_is_meant_as_one_and_cannot_be_read(line):
    assert answer(line) == {"raised": {"class": "an answer that is not JSON"}}
