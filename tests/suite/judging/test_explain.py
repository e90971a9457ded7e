"""What a failed assertion says of itself."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import Finding, Place
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import BadProbe, NotApplicable, NotEstablished, NotRun
from oaic_suite.judging.judge import judge
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.verdict import INFO, Verdict

BODY = b'{"object": "list", "data": [{"id": "a"}]}'
REPLY = Reply(Exchange("e1", Request("GET", "http://t/models", operation="listModels"), 200, body=BODY))


def judged(check):
    made = Requirement("a.b", INFO, "taste", "It holds.", None, None, (), None, None, check)
    return judge(made, {"reply": REPLY})


def is_equal(reply):
    assert reply.get("object") == "models"


def is_unequal(reply):
    assert reply.get("object") != "list"


def is_less(reply):
    assert len(reply.at("data")) < 1


def is_at_most(reply):
    assert len(reply.at("data")) <= 0


def is_more(reply):
    assert len(reply.at("data")) > 1


def is_at_least(reply):
    assert len(reply.at("data")) >= 2


def is_one_of(reply):
    assert reply.get("object") in ("models", "page")


def is_none_of(reply):
    assert reply.get("object") not in ("list", "page")


def is_the(reply):
    assert reply.get("object") is None


def is_over_several_lines(reply):
    wanted = "models"
    assert (
        reply.get("object")
        == wanted
    )  # fmt: skip


def has_no_findings(reply):
    found = [Finding(Place("e1", "/data/0"), "a date", "nothing"), Finding(Place("e1", "/data/1"), "a date", "1")]
    assert found == []


def is_absent(reply):
    assert reply.get("owner") == "me"


SAID = [
    (is_equal, "'models'", "'list'", "/object"),
    (is_unequal, "anything but 'list'", "'list'", "/object"),
    (is_less, "less than 1", "1", "/data"),
    (is_at_most, "at most 0", "1", "/data"),
    (is_more, "more than 1", "1", "/data"),
    (is_at_least, "at least 2", "1", "/data"),
    (is_one_of, "one of ('models', 'page')", "'list'", "/object"),
    (is_none_of, "none of ('list', 'page')", "'list'", "/object"),
    (is_the, "None", "'list'", "/object"),
    (is_over_several_lines, "'models'", "'list'", "/object"),
    (has_no_findings, "a date", "nothing (and 1 more)", "/data/0"),
    (is_absent, "'me'", "nothing", "/owner"),
]


@pytest.mark.parametrize(("check", "expected", "observed", "pointer"), SAID, ids=[row[0].__name__ for row in SAID])
def test_expected_observed_and_where(check, expected, observed, pointer):
    found = judged(check)
    assert (found.verdict, found.expected, found.observed) == (Verdict.FAIL, expected, observed)
    assert found.place == Place("e1", pointer)


def test_a_long_value_is_clipped():
    def check(reply):
        assert "x" * 1000 == ""

    assert len(judged(check).observed) == 400


def raising(problem):
    def check(reply):
        raise problem

    return check


RAISED = [
    (NotEstablished("nothing there", "a.c"), Verdict.INCONCLUSIVE, "a.c"),
    (NotApplicable("it has none", "chat-n"), Verdict.NOT_APPLICABLE, "chat-n"),
    (NotRun("the run was over", "breaker"), Verdict.NOT_RUN, "breaker"),
    (BadProbe("our request is not valid"), Verdict.ERROR, "bad-probe"),
    (KeyError("choices"), Verdict.ERROR, "suite-error"),
]


@pytest.mark.parametrize(("problem", "verdict", "cause"), RAISED, ids=[type(row[0]).__name__ for row in RAISED])
def test_what_an_exception_stands_for(problem, verdict, cause):
    found = judged(raising(problem))
    assert (found.verdict, found.cause) == (verdict, cause)


def test_a_check_that_holds_passes():
    assert judged(lambda reply: None).verdict is Verdict.PASS
