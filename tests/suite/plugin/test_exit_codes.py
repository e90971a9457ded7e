"""The table of exit codes: it has every code there is, and the order in which they are decided."""

from __future__ import annotations

import re

import pytest
from nested import ROOT, warm_certify
from oaic_spec.cli import NOTHING_SELECTED, UNREAD, USAGE_ERROR
from oaic_suite.judging.selecting.profile import Profile
from oaic_suite.judging.settling.conclusion import CLIENTS, STALE, TABLE, Facts, exit_code

PAGE = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
OF_RUNS = PAGE.partition("Of `oaic witness")[0]
CORE = Profile("core", True, ("chat",), (), ("chat",))


def row(id, verdict, level="MUST"):
    return {"id": id, "verdict": verdict, "level": level, "cause": None}


FAIL, ERROR, OPEN = row("chat.a", "fail"), row("chat.b", "error"), row("chat.c", "inconclusive")

# Of each code what brings it about, together with all that is less grave.
JUDGED = {
    10: Facts([FAIL, ERROR, OPEN], [CORE], failure="nothing there", stale=True),
    1: Facts([FAIL, ERROR, OPEN], [CORE], stale=True),
    3: Facts([ERROR, OPEN], [CORE], stale=True),
    12: Facts([OPEN], [CORE], stale=True),
    11: Facts([OPEN], [CORE]),
    0: Facts([row("chat.d", "fail", "SHOULD")], [CORE]),
}


def test_the_page_has_each_code_once_in_the_order_in_which_they_are_decided():
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", OF_RUNS, re.MULTILINE)] == [
        USAGE_ERROR,
        NOTHING_SELECTED,
        *JUDGED,
    ]


def test_there_are_no_others():
    decided = {conclusion.exit_code for _, conclusion in TABLE} | {code for _, code in CLIENTS} | {STALE}
    assert decided == JUDGED.keys()
    assert f"ends with {UNREAD}" in PAGE


@pytest.mark.parametrize("code", JUDGED)
def test_what_was_judged_comes_to_it(code):
    assert exit_code(JUDGED[code]) == code


def test_what_a_budget_ended_is_incomplete_though_nothing_required_is_open():
    held = row("chat.a", "pass")
    assert (exit_code(Facts([held], [CORE])), exit_code(Facts([held], [CORE], stopped=True))) == (0, 11)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--gate=MAY"], USAGE_ERROR),
        (["--baseline=none.toml"], USAGE_ERROR),
        (["--config=none.toml"], USAGE_ERROR),
        (["http://127.0.0.1:9/v1", "--start=no-such-command"], USAGE_ERROR),
        (["--only=no.such"], NOTHING_SELECTED),
        (["--only=chat", "--skip=chat"], NOTHING_SELECTED),
        (["http://127.0.0.1:9/v1"], 10),
        (["http://127.0.0.1:9/v1", "--start=false"], 10),
        (["--only=models", "--max-requests=1"], 11),
    ],
    ids=str,
)
def test_what_was_not_judged_comes_to_it(words, code, tmp_path):
    ended = warm_certify(*words, directory=tmp_path)
    assert ended.exit_code == code, ended.said
