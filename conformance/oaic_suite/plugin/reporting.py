"""pytest's reports as verdicts: they ride on `user_properties`, and so survive xdist."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict
from typing import Literal

import pytest

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.unsettled import NotRun
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.record import exchange_record, record_of
from oaic_suite.judging.judge import Judgement, convict
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement
from oaic_suite.judging.selecting.edition import level_in
from oaic_suite.judging.selecting.profile import lacking
from oaic_suite.judging.settling.consequence import traced
from oaic_suite.judging.verdict import INFO, Verdict
from oaic_suite.plugin.collecting import Check
from oaic_suite.plugin.session import convicted, redactor, sent_so_far, staged, strike
from oaic_suite.plugin.stash import controller_key, sent_along_key, settled_key
from oaic_suite.plugin.ticker import ticks

PROPERTY = "oaic"
INTERRUPTED = "by the keyboard"
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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    if isinstance(item, Check):
        try:
            item.judged = judged(item)
        except KeyboardInterrupt:  # pytest would tell where in a library that was
            item.session.shouldstop = INTERRUPTED
            pytest.skip(INTERRUPTED)


def judged(item: Check) -> Judgement:
    """What was asked for and is not installed is not run, and says what to install."""
    if sentence := lacking(item.requirement.id):
        return convict(NotRun(sentence, "not-installed"))
    try:
        stage = staged(item.session)
    except NotRun as nothing:
        return convict(nothing)
    return traced(item.requirement, stage.judge(item.requirement, item.choice))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if isinstance(item, Check) and call.when == "call" and not call.excinfo:
        tell(report, item)
    return report


def tell(report: pytest.TestReport, item: Check) -> None:
    requirement, settled = item.requirement, item.config.stash[settled_key]
    taken_out = redactor(item.session)
    judgement = item.judged
    del item.judged  # what was exchanged need not be kept once it is told
    record = record_of(requirement.id, item.variant, judgement, taken_out)
    exchanges = [exchange_record(exchange, taken_out) for exchange in first_seen(item.session, judgement)]
    told_of = {"record": record, "exchanges": exchanges, "sent": sent_so_far(item.session)}
    report.user_properties = [*report.user_properties, (PROPERTY, told_of)]
    outcome = OUTCOMES.get(judgement.verdict, "skipped")
    outcome = "skipped" if level_in(requirement, settled.asked.set) is INFO and outcome == "failed" else outcome
    report.outcome = outcome  # type: ignore[assignment]
    told = sentence(requirement, record)
    report.longrepr = None if outcome == "passed" else (str(item.path), 0, told) if outcome == "skipped" else told


def first_seen(session: pytest.Session, judged: Judgement) -> list[Exchange]:
    """The exchanges of a judgement that were not sent along with an earlier one."""
    seen = session.stash.setdefault(sent_along_key, set())
    new = [exchange for exchange in judged.evidence if exchange.id not in seen]
    seen.update(exchange.id for exchange in new)
    return new


def sentence(requirement: Requirement, record: run_json.Judged) -> str:
    lines = [f"{requirement.id} ({requirement.level}): {requirement.statement}"]
    lines += [f"  {name}: {record[name]}" for name in SAID if record[name]]
    return printable("\n".join(lines))


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(
    report: pytest.TestReport | pytest.CollectReport, config: pytest.Config
) -> tuple[str, str, str] | None:
    told = dict(getattr(report, "user_properties", ())).get(PROPERTY)
    if told is None or report.when == "teardown":
        return None
    verdict = Verdict(told["record"]["verdict"])
    settled = config.stash.get(settled_key, None)
    level = level_in(REQUIREMENTS[told["record"]["id"]], settled.asked.set if settled else None)
    noted = verdict is Verdict.FAIL and level is INFO
    words = NOTE if noted else WORDS.get(verdict)
    return (words[0] if words else report.outcome, "", "") if ticks(config) else words


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """What this process asked, and what else it shows, is told where the run is."""
    rows = {item.requirement.id for item in session.items if isinstance(item, Check)}
    settled = session.config.stash.get(settled_key, None)
    found, broken_off = convicted(session, settled.convictable(rows)) if rows and settled else ([], False)
    struck = strike(session)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput |= {"oaic_struck": asdict(struck), "oaic_convictions": found}
    elif controller := session.config.stash.get(controller_key, None):
        controller.interrupted |= broken_off
        controller.hear(struck, found)
