"""Sent, expected and received: what a reader compares, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Exchange, Finding, Run

from oaic_reports.page.exhibit import outcome, readable
from oaic_reports.page.layout import short
from oaic_reports.page.place import Shown, place
from oaic_reports.untrusted import capped

BODY, LINES = 4_000, 24


@dataclass(frozen=True)
class Panes:
    sent: str
    body: str
    expected: str
    observed: str
    received: str
    shown: Shown | None


def panes(run: Run, exchange: Exchange | None, case: Finding) -> Panes:
    return Panes(
        sent=line(run, exchange) if exchange else "",
        body=few_lines(exchange["request"]["body"] or "") if exchange else "",
        expected=case["expected"] or "",
        observed=case["observed"] or case["reason"] or "",
        received=came(exchange) if exchange else "",
        shown=looked_at(run, exchange, case),
    )


def looked_at(run: Run, exchange: Exchange | None, case: Finding) -> Shown | None:
    """The place, where it is in this exchange and there is something to be seen; else the beginning of what came."""
    where = case["where"]
    found = place(run, case)
    if exchange is None or (found and where and where["exchange"] == exchange["id"] and (found.marked or found.ghost)):
        return found
    return begun(exchange)


def line(run: Run, exchange: Exchange) -> str:
    request = exchange["request"]
    return capped(f"{request['method']} {request['url'].removeprefix(run['target']['base_url'])}", BODY)


def came(exchange: Exchange) -> str:
    note = exchange["note"] if exchange["ended"] != "complete" else ""
    return capped(": ".join(filter(None, [outcome(exchange), note])), BODY)


def begun(exchange: Exchange) -> Shown | None:
    text = few_lines(exchange["body"])
    return Shown("", text, "", "", "") if text else None


def few_lines(text: str) -> str:
    """JSON on lines; as many of them as can be taken in."""
    lines = readable(text, BODY).split("\n")
    more = len(lines) - LINES
    return "\n".join([*map(short, lines[:LINES]), *([f"… {more} more lines"] if more > 0 else [])])
