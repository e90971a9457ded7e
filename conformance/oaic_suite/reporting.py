"""pytest's reports as verdicts: they ride on `user_properties`, and so survive xdist."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from typing import Any, Literal

import pytest

from oaic_suite import run_json
from oaic_suite.collecting import requirement_of, variant_of
from oaic_suite.consequence import traced
from oaic_suite.exchange import Exchange
from oaic_suite.judge import Judgement, convict, judge
from oaic_suite.printable import printable
from oaic_suite.record import exchange_record, record_of
from oaic_suite.requirement import REQUIREMENTS, Requirement
from oaic_suite.stash import judgement_key, sent_along_key, settled_key
from oaic_suite.verdict import INFO, Verdict

PROPERTY = "oaic"
WORDS = {
    Verdict.FAIL: ("failed", "F", "FAIL"),
    Verdict.ERROR: ("error", "E", "ERROR"),
    Verdict.INCONCLUSIVE: ("inconclusive", "?", "INCONCLUSIVE"),
    Verdict.NOT_RUN: ("not run", "-", "NOT RUN"),
    Verdict.NOT_APPLICABLE: ("not applicable", "n", "NOT APPLICABLE"),
}
NOTE = ("noted", "i", "NOTE")  # an INFO that does not hold is never red
SAID: tuple[Literal["expected", "observed", "reason"], ...] = ("expected", "observed", "reason")
OUTCOMES = {Verdict.PASS: "passed", Verdict.FAIL: "failed", Verdict.ERROR: "failed"}


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Generator[None, object, object]:
    """A host project's warning filters change no verdict, in conversations as in checks."""
    if not getattr(fixturedef.func, "conversation", False):
        return (yield)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    made = requirement_of(pyfuncitem)
    if made is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        arguments = {name: pyfuncitem.funcargs[name] for name in made.arguments}
        pyfuncitem.stash[judgement_key] = traced(made, judge(made, arguments))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    made = requirement_of(item)
    if made is None or call.when == "teardown":
        return (yield)
    # pytest would draw a traceback, slowly, and it would be thrown away: a judgement says what there is to say.
    problem, call.excinfo = call.excinfo, None
    report = yield
    if problem is not None:
        tell(report, made, item, upset(problem.value))
    elif call.when == "call":
        tell(report, made, item, item.stash[judgement_key])
    return report


def upset(problem: BaseException) -> Judgement:
    """What a conversation that could not be held comes to; conversations never assert."""
    return convict(RuntimeError(str(problem)) if isinstance(problem, AssertionError) else problem)


def tell(report: pytest.TestReport, made: Requirement, item: pytest.Item, judged: Judgement) -> None:
    redactor = item.config.stash[settled_key].redactor()
    record = record_of(made.id, variant_of(item, made), judged, redactor)
    exchanges = [exchange_record(exchange, redactor) for exchange in first_seen(item.session, judged)]
    report.user_properties = [*report.user_properties, (PROPERTY, {"record": record, "exchanges": exchanges})]
    outcome = OUTCOMES.get(judged.verdict, "skipped")
    outcome = "skipped" if made.level is INFO and outcome == "failed" else outcome
    report.outcome = outcome  # type: ignore[assignment]
    told = sentence(made, record)
    report.longrepr = None if outcome == "passed" else (str(item.path), 0, told) if outcome == "skipped" else told


def first_seen(session: pytest.Session, judged: Judgement) -> list[Exchange]:
    """The exchanges of a judgement that were not sent along with an earlier one."""
    seen = session.stash.setdefault(sent_along_key, set())
    new = [exchange for exchange in judged.evidence if exchange.id not in seen]
    seen.update(exchange.id for exchange in new)
    return new


def sentence(made: Requirement, record: run_json.Judged) -> str:
    lines = [f"{made.id} ({made.level}): {made.statement}"]
    lines += [f"  {name}: {record[name]}" for name in SAID if record[name]]
    return printable("\n".join(lines))


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport | pytest.CollectReport) -> tuple[str, str, str] | None:
    told = dict(getattr(report, "user_properties", ())).get(PROPERTY)
    if told is None or report.when == "teardown":
        return None
    verdict = Verdict(told["record"]["verdict"])
    noted = verdict is Verdict.FAIL and REQUIREMENTS[told["record"]["id"]].level is INFO
    return NOTE if noted else WORDS.get(verdict)
