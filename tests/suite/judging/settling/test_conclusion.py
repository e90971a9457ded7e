"""What a run comes to, first match first."""

from __future__ import annotations

import pytest
from oaic_suite.judging.selecting.profile import Profile
from oaic_suite.judging.settling.conclusion import Facts, conclude
from oaic_suite.judging.verdict import SEVERITY, Verdict, worst

CORE = Profile("core", True, ("models", "chat"), ("chat.stream",), ("chat",))


def row(id, verdict, level="MUST", cause=None):
    return {"id": id, "verdict": verdict, "level": level, "cause": cause}


FAIL, ERROR = row("chat.a", "fail"), row("chat.b", "error")
OPEN, DEVIATION = row("chat.c", "inconclusive"), row("chat.d", "fail", "SHOULD")

CASES = {
    "nothing wrong": ([row("chat.a", "pass")], "conformant", 0),
    "a MUST failed": ([FAIL, ERROR, OPEN, DEVIATION], "non_conformant", 1),
    "an error of ours": ([ERROR, OPEN, DEVIATION], "invalid", 3),
    "a required row is open": ([OPEN, DEVIATION], "incomplete", 11),
    "a required row was not run": ([row("chat.a", "not_run")], "incomplete", 11),
    "a required surface is absent": ([row("chat.a", "not_applicable", cause="chat")], "incomplete", 11),
    "an optional feature is absent": ([row("chat.a", "not_applicable", cause="chat-n")], "conformant", 0),
    "an open row nobody requires": ([row("chat.a", "pass"), row("chat.stream.a", "inconclusive")], "conformant", 0),
    "open rows alone, which nobody requires": ([row("chat.stream.a", "inconclusive")], "incomplete", 11),
    "rows alone that do not apply": ([row("chat.stream.a", "not_applicable")], "conformant", 0),
    "a SHOULD failed": ([DEVIATION], "conformant_with_deviations", 0),
    "a note does not hold": ([row("chat.a", "fail", "INFO")], "conformant", 0),
    "a note is open": ([row("chat.a", "inconclusive", "INFO")], "conformant", 0),
}


@pytest.mark.parametrize(("rows", "word", "code"), CASES.values(), ids=CASES)
def test_the_first_line_that_fits(rows, word, code):
    found = conclude(Facts(rows, [CORE]))
    assert (found.word, found.exit_code) == (word, code)


@pytest.mark.parametrize(
    ("verdict", "cause", "word"),
    [("pass", None, "conformant"), ("not_applicable", "health", "incomplete"), ("inconclusive", None, "incomplete")],
)
def test_a_profile_without_a_must_stands_by_its_shoulds(verdict, cause, word):
    profile = Profile("health", False, ("health",), (), ("health",))
    rows = [row("health.status", verdict, "SHOULD", cause), row("health.note", "inconclusive", "INFO")]
    assert conclude(Facts(rows, [profile])).word == word


def test_a_run_that_could_not_begin_is_invalid_whatever_its_rows():
    found = conclude(Facts([FAIL], [CORE], failure="nothing there"))
    assert (found.word, found.exit_code) == ("invalid", 10)


def test_the_gate_lets_a_should_fail_the_run():
    assert conclude(Facts([DEVIATION], [CORE], gate="SHOULD")).exit_code == 1


def test_the_worst_verdict_wins():
    assert [worst(SEVERITY[place:]) for place in range(len(SEVERITY))] == list(SEVERITY)


def test_nothing_judged_is_not_run():
    assert worst([]) is Verdict.NOT_RUN
