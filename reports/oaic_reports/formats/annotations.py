"""Annotations of a forge: a line of its log for each cause, as GitHub reads it; escaped, so that none ends early."""

from __future__ import annotations

from collections.abc import Iterator

from oaic_suite.judging.document.run_json import Cause, Row, Run

from oaic_reports.links import page_of
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words import known
from oaic_reports.words.conclusion import UNSOUND, concluded, plural

MOST = 10  # errors, and warnings: GitHub shows no more of a step
TITLE, TEXT = 120, 400
ESCAPED = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTIES = {**ESCAPED, ":": "%3A", ",": "%2C"}


def annotated(run: Run) -> str:
    return "\n".join(lines(run)) + "\n"


def lines(run: Run) -> Iterator[str]:
    """What fails the run first; what is known is a notice, and what a server only should do a warning."""
    conclusion = concluded(run)
    if conclusion.word in UNSOUND:
        yield line("error", conclusion.headline, run["message"] or conclusion.meaning)
    rows = {row["id"]: row for row in run["requirements"]}
    told: dict[str, list[Cause]] = {}
    for cause in run["causes"]:
        told.setdefault(word(cause, run), []).append(cause)
    for level in ("error", "warning", "notice"):
        some = told.get(level, [])
        for cause in some[:MOST]:
            yield line(level, cause["title"], said(cause, rows[cause["row"]]))
        if more := some[MOST:]:
            yield line(level, "And more", f"{plural(len(more), 'more cause')}: the report has all of them")
    yield from stale(run)
    yield line("notice", conclusion.headline, conclusion.meaning)


def word(cause: Cause, run: Run) -> str:
    found = known.known(run)
    if found and all(id in found["excused"] for id in cause["broken"]):
        return "notice"
    return "error" if cause["level"] == "MUST" else "warning"


def said(cause: Cause, row: Row) -> str:
    expected, observed = (capped(row[name] or "", TEXT) for name in ("expected", "observed"))
    seen = f" Expected {expected}, observed {observed}." if row["observed"] else ""
    return f"{row['id']}: {row['statement']}{seen} Mend: {cause['fix']} {page_of(row['id'])}"


def stale(run: Run) -> Iterator[str]:
    if found := known.known(run):
        for entry in known.stale(found)[:MOST]:
            yield line("error", f"Correct {known.file(found)}", known.line(entry))


def line(level: str, title: str, text: str) -> str:
    named = escaped(one_line(capped(title, TITLE)).replace("`", ""), IN_PROPERTIES)
    return f"::{level} title={named}::{escaped(one_line(capped(text, 3 * TEXT)), ESCAPED)}"


def escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(each, each) for each in text)
