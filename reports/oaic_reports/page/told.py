"""Causes as the page tells them: numbered, with what each client suffers and all that helps to mend one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from oaic_suite.judging.causes.family import unlisted
from oaic_suite.judging.document.run_json import Cause, Exchange, Finding, Row, Run

from oaic_reports.page.again import again, whole_line
from oaic_reports.page.anchors import Anchors
from oaic_reports.page.issue import issue
from oaic_reports.page.panes import Panes, panes

SIGNS = {"hang": "∞", "crash": "✗", "wrong": "≠", "silent": "∅", "told": "!", "tolerated": "✓"}


@dataclass(frozen=True)
class Told:
    run: Run
    cause: Cause
    number: int
    anchor: str
    row: Row
    case: Finding  # the variant of the row that shows it, or the row
    exchange: Exchange | None  # that shows it best

    @cached_property
    def panes(self) -> Panes:
        return panes(self.run, self.exchange, self.case)

    @property
    def unlisted(self) -> list[str]:
        return unlisted(self.cause)

    @property
    def again(self) -> str:
        return again(self.run, self.cause["broken"])

    @property
    def curl(self) -> str | None:
        return whole_line(self.exchange["request"]) if self.exchange else None

    @property
    def issue(self) -> str:
        return issue(self.run, self.cause, self.row, self.panes, self.curl, self.again)

    def harms(self, clients: Iterable[str]) -> list[tuple[str, str, str]]:
        """Client, outcome and detail, for each of these clients; an empty outcome where it was not tried."""
        seen = {harm["client"]: (harm["outcome"], harm["detail"]) for harm in self.cause["clients"]}
        return [(name, *seen.get(name, ("", ""))) for name in clients]


def told(run: Run, anchors: Anchors) -> list[Told]:
    """What must hold before what should, and each by harm, as the run has them."""
    rows = {row["id"]: row for row in run["requirements"]}
    known = [cause for cause in run["causes"] if cause["row"] in rows]
    ordered = sorted(known, key=lambda cause: cause["level"] != "MUST")
    return [one(run, cause, rows[cause["row"]], number, anchors) for number, cause in enumerate(ordered, 1)]


def one(run: Run, cause: Cause, row: Row, number: int, anchors: Anchors) -> Told:
    exchange = run["exchanges"].get(cause["exchange"] or "")
    return Told(run, cause, number, anchors.cause(cause), row, case(row, cause["variant"]), exchange)


def case(row: Row, variant: str) -> Finding:
    failed = (each for each in row["variants"] if each["name"] == variant and each["verdict"] == "fail")
    return next(failed, row)


def clients(causes: Iterable[Told]) -> list[str]:
    """Every client that was tried, in the order in which they are first named."""
    return list(dict.fromkeys(harm["client"] for each in causes for harm in each.cause["clients"]))


def by_row(causes: Iterable[Told]) -> dict[str, Told]:
    return {id: each for each in causes for id in each.cause["broken"]}


def hiding(causes: Iterable[Told]) -> dict[str, Told]:
    """By row that could not be established: the first cause that is in its way."""
    found: dict[str, Told] = {}
    for each in causes:
        for id in each.cause["hidden"]:
            found.setdefault(id, each)
    return found
