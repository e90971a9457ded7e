"""A cause as an issue in Markdown: for the tracker of a forge, and for whoever, or whatever, is to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oaic_suite.judging.causes.family import unlisted
from oaic_suite.judging.document.run_json import Cause, Row, Run

from oaic_reports.formats.markdown import code, prose
from oaic_reports.page.again import LONGEST as COPIED
from oaic_reports.page.panes import Panes
from oaic_reports.page.place import Shown
from oaic_reports.untrusted import capped, visible

LISTED, FENCED = 20, 3_000


def issue(run: Run, cause: Cause, row: Row, panes: Panes, curl: str | None, again: str) -> str:
    return "\n".join(lines(run, cause, row, panes, curl, again)) + "\n"


def lines(run: Run, cause: Cause, row: Row, panes: Panes, curl: str | None, again: str) -> Iterator[str]:
    yield f"# {prose(cause['title'])}\n"
    yield f"{prose(row['statement'])} ({row['level']}, {code(row['id'])})\n"
    if rest := unlisted(cause):
        yield f"The other {len(rest)}: {'; '.join(map(prose, rest))}\n"
    if cause["fix"]:
        yield f"**How to mend it:** {prose(cause['fix'])}\n"
    yield from fenced("Reproduce", curl or "", "sh", COPIED)
    yield from fenced("Expected", panes.expected, "text")
    yield from fenced("Received", received(panes), "text")
    yield from harms(cause)
    yield "## Requirements\n"
    yield from rows("Broken", cause["broken"])
    yield from rows("Not established because of it", cause["hidden"])
    yield from fenced("It is mended when this passes", again, "sh")
    yield f"Found by {code(run['suite']['name'])} {code(run['suite']['version'])} on {code(run['started'][:10])}."


def received(panes: Panes) -> str:
    place = marked(panes.shown) if panes.shown else ""
    return "\n".join(filter(None, [panes.received, panes.observed, place]))


def marked(shown: Shown) -> str:
    """The place in plain text: what is wrong, or missing, in brackets."""
    here = f"⟦{shown.ghost}: expected here⟧" if shown.ghost else f"⟦{shown.marked}⟧" if shown.marked else ""
    return f"{shown.before}{here}{shown.after}"


def harms(cause: Cause) -> Iterator[str]:
    moved = [harm for harm in cause["clients"] if harm["outcome"] != "tolerated"]
    if moved:
        yield "## Who is hurt\n"
        yield from (f"- {prose(harm['client'])}: {harm['outcome']}" + detail(harm["detail"]) for harm in moved)
        yield ""


def detail(text: str) -> str:
    return f" ({prose(text)})" if text else ""


def rows(title: str, ids: list[str]) -> Iterator[str]:
    if ids:
        more = f" and {len(ids) - LISTED} more" if ids[LISTED:] else ""
        yield f"{title}: {', '.join(code(id) for id in ids[:LISTED])}{more}\n"


def fenced(title: str, text: str, language: str, limit: int = FENCED) -> Iterator[str]:
    """Behind a fence that is longer than any in the text."""
    if text:
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        yield f"## {title}\n\n{fence}{language}\n{visible(capped(text, limit))}\n{fence}\n"
