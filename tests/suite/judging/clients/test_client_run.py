"""What a client that was judged comes to: which rows fail, the exit code, and what is known."""

from __future__ import annotations

from datetime import date

import pytest
from oaic_suite.clients.command.told import told
from oaic_suite.judging.clients.judged import as_row, cause_key, conclude, fails, known
from oaic_suite.judging.clients.witnessed import Outcome
from oaic_suite.judging.settling.known import Baseline, Entry

GOOD = (Outcome.TOLERATED, Outcome.UNREACHED)
TODAY = date(2026, 5, 4)


def row(id, outcome="tolerated", *, kind="fault", fails=False, complaints=()):
    return {
        "id": id,
        "kind": kind,
        "statement": "the choices are gone",
        "level": None,
        "outcome": outcome,
        "scenario": "chat.plain",
        "detail": "raises KeyError",
        "complaints": list(complaints),
        "fails": fails,
    }


def run(*rows, known=None, failure=None):
    made = {
        "schema": 1,
        "title": "curl",
        "date": "2026-05-04",
        "version": "1",
        "command": ["./witness.sh"],
        "only": "",
        "gate": "crash",
        "seconds": 1.5,
        "cannot": ["models.list"],
        "failure": failure,
        "conclusion": "invalid",
        "exit_code": 0,
        "rows": list(rows),
        "known": known,
    }
    made["conclusion"], made["exit_code"] = conclude(made)
    return made


CRASHED, CALM = row("chat.reply.choices", "crash", fails=True), row("chat.reply.object")


def entry(id="chat.reply.choices", cause="crash", until=date(2027, 1, 1)):
    return Entry(id, cause, "it is old", until)


def baseline(*entries, rows=(CRASHED, CALM)):
    return known(Baseline("known.toml", entries), rows, [each["id"] for each in rows], TODAY)


@pytest.mark.parametrize(
    ("kind", "outcome", "gate", "expected"),
    [
        ("fault", "hang", "crash", True),
        ("fault", "crash", "crash", True),
        ("fault", "wrong", "crash", False),
        ("fault", "silent", "silent", True),
        ("fault", "told", "silent", False),
        ("fault", "told", "told", True),
        ("fault", "tolerated", "told", False),
        ("fault", "unreached", "told", False),
        ("benign", "told", "hang", True),
        ("benign", "tolerated", "told", False),
    ],
)
def test_from_the_gate_on_a_fault_fails_and_an_oddity_always(kind, outcome, gate, expected):
    assert fails(kind, Outcome(outcome), good=GOOD, complaints=(), gate=Outcome(gate)) is expected


def test_bad_manners_fail_whatever_else_came_of_it():
    assert fails("manner", Outcome.TOLERATED, good=GOOD, complaints=["it asked again"], gate=Outcome.HANG)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (run(CALM), ("holds", 0)),
        (run(CALM, CRASHED), ("does_not_hold", 1)),
        (run(CALM, CRASHED, known=baseline(entry())), ("does_not_hold", 0)),
        (run(CALM, CRASHED, known=baseline(entry(cause="hang"))), ("does_not_hold", 1)),
        (run(CALM, CRASHED, known=baseline(entry(), entry("chat.reply.object"))), ("does_not_hold", 12)),
        (run(CALM, CRASHED, known=baseline(entry(until=date(2026, 1, 1)))), ("does_not_hold", 12)),
        (run(failure="nothing was done"), ("invalid", 10)),
    ],
)
def test_the_first_that_fits(made, expected):
    assert (made["conclusion"], made["exit_code"]) == expected


def test_a_row_fails_of_what_became_of_it():
    rude = row("manners.wait", kind="manner", fails=True, complaints=["too soon"])
    assert [cause_key(each) for each in (CRASHED, rude)] == ["crash", "manners"]
    unreached = row("audio.reply.format", "unreached")
    assert [as_row(each)["verdict"] for each in (CRASHED, CALM, unreached)] == ["fail", "pass", "not_run"]


def test_a_terminal_is_told_what_is_to_be_mended():
    said = told(run(CALM, CRASHED)).splitlines()
    assert said[0] == "curl does not hold (2026-05-04, 1.5 s)"
    assert "  crash     chat.reply.choices [chat.plain]: raises KeyError" in said
    assert not any("chat.reply.object" in line for line in said)


def test_what_is_known_is_not_told_as_new():
    said = told(run(CALM, CRASHED, known=baseline(entry(), entry("chat.gone"))))
    assert "chat.reply.choices [" not in said
    assert "1 known failures hold (known.toml)" in said
    assert "unknown: chat.gone, crash" in said


def test_what_a_client_says_moves_no_cursor():
    assert "\x1b" not in told(run(row("chat.reply.id", "crash", fails=True) | {"detail": "\x1b[2J"}))
