"""The terminal summary: the conclusion, what broke and why, grouped by cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.judging.causes.family import unlisted
from oaic_suite.judging.document.run_json import Client, Row, Run
from rich.console import RenderableType
from rich.text import Text

from oaic_reports import findings
from oaic_reports.pinpoint import Spot, bracketed, spot
from oaic_reports.terminal.setting import Unwrapped, heading, indented, screen, table, words
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words import clientele, known, traffic
from oaic_reports.words.clients import clients
from oaic_reports.words.conclusion import concluded, plural
from oaic_reports.words.continued import continued
from oaic_reports.words.members import ignored
from oaic_reports.words.reasons import cause_in_words

WIDTH = 80
CONTEXT, CURL = 60, 1200
MESSAGE = 2000  # what ended a run is told whole, with the line that repeats it
LISTED = 8
DETAILS = 12_000  # characters of what a title only counts

STYLES = {"good": "bold green", "fair": "bold yellow", "bad": "bold red", "none": "bold"}


def summary(run: Run) -> str:
    """Plain text, as for a pipe."""
    return rendered(run, width=WIDTH, color=False, report=None)


def rendered(run: Run, *, width: int, color: bool, report: str | None) -> str:
    return screen(parts(run, report), width, color=color)


def parts(run: Run, report: str | None) -> Iterator[RenderableType]:
    yield from opening(run, MESSAGE)
    if asked := clientele.asked(run):
        yield from working(asked)
    yield from excused(run)
    yield from causes(run)
    yield from failures(run)
    yield from deviations(run)
    if not asked:
        yield from working(clientele.clients(run))
    yield from unestablished(run)
    yield from errors(run)
    yield from not_offered(run)
    yield from unheeded(run)
    yield Text()
    yield Text(last_line(run, report), overflow="fold")


def opening(run: Run, longest: int) -> Iterator[RenderableType]:
    """What a run comes to, what ended it, in so many characters, and what it comes from."""
    conclusion = concluded(run)
    yield Text.assemble((conclusion.heading, STYLES[conclusion.tone]), f": {conclusion.meaning}")
    if run["message"]:
        yield words(run["message"], "bold", longest)
    if found := continued(run):
        yield words(found)
    yield from heard(run)


def heard(run: Run) -> Iterator[RenderableType]:
    """What was judged, where that is traffic out of files."""
    if found := traffic.traffic(run):
        yield from (Text(line, overflow="fold") for line in traffic.lines(found))


def working(found: Sequence[Client]) -> Iterator[RenderableType]:
    """Whether each client works."""
    if found:
        yield heading("Clients", len(found))
        yield Text()
    for client in found:
        yield words(clientele.line(client))


def excused(run: Run) -> Iterator[RenderableType]:
    """What the list of known failures says, entry by entry, and what is new beside it."""
    if not (found := known.known(run)):
        return
    yield heading("Known", len(found["excused"]))
    yield Text()
    yield Text(known.extent(found), overflow="fold")
    for entry in known.ordered(found):
        yield Text(known.line(entry), overflow="fold")
        yield indented(Text(known.why(entry), style="dim", overflow="fold"))
    if new := known.new(run):
        yield Text.assemble(("new: ", "bold red"), ", ".join(new), overflow="fold")


def causes(run: Run) -> Iterator[RenderableType]:
    """What to fix first, how, and all that a title only counts."""
    if run["causes"]:
        yield heading("Fix first", len(run["causes"]))
        yield Text()
    for number, cause in enumerate(run["causes"], 1):
        yield words(f"{number}. {cause['title']}", "bold" if cause["level"] == "MUST" else "")
        if cause["fix"]:
            yield indented(words(cause["fix"], "dim"))
        if rest := unlisted(cause):
            yield indented(words(f"the other {len(rest)}: {'; '.join(rest)}", limit=DETAILS))


def failures(run: Run) -> Iterator[RenderableType]:
    groups = findings.broken(run, "MUST")
    if groups:
        yield heading("Broken", sum(len(group.rows) for group in groups))
    for group in groups:
        if group.cause and group.head is None and len(group.rows) > 1:
            yield Text()
            yield shared_cause(run, group, "follows from")
        for row in group.rows if group.head is None else [group.head]:
            yield from failure(run, row)
        for row in [row for row in group.rows if group.head not in (None, row)]:
            yield from consequence(row)


def consequence(row: Row) -> Iterator[RenderableType]:
    """What follows from the row above needs no more than what was seen."""
    yield indented(Text.assemble(("and with it ", "dim"), (one_line(row["id"]), "red")))
    yield indented(indented(table({"observed": paragraph(row["observed"] or row["reason"])})))


def failure(run: Run, row: Row) -> Iterator[RenderableType]:
    place = spot(run, row["where"])
    yield Text()
    yield Text.assemble((one_line(row["id"]), "bold red"), (f"  {row['level']}, {one_line(row['basis'])}", "dim"))
    yield indented(words(row["statement"]))
    labelled: dict[str, Text | None] = {
        "expected": paragraph(row["expected"]),
        "observed": paragraph(row["observed"]),
        "reason": paragraph(row["reason"]) if row["observed"] is None else None,
        "at": words(place.label) if place else None,
        "": shown(place) if place else None,
        "breaks": paragraph(row["breaks"]),
        "seen": paragraph(clients(row)),
    }
    yield indented(table(labelled))
    yield from command(findings.curl(run, row))


def command(line: str | None) -> Iterator[RenderableType]:
    if line is not None and len(line) <= CURL:
        yield Unwrapped(f"  {one_line(line)}", style="dim")


def deviations(run: Run) -> Iterator[RenderableType]:
    groups = findings.broken(run, "SHOULD")
    if groups:
        yield heading("Deviations", sum(len(group.rows) for group in groups))
        yield Text()
    for row in (row for group in groups for row in group.rows):
        yield Text(one_line(row["id"]), style="yellow")
        yield indented(words(row["statement"]))
        yield indented(table({"observed": paragraph(row["observed"])}))


def unestablished(run: Run) -> Iterator[RenderableType]:
    groups = findings.unestablished(run)
    if groups:
        yield heading("Not established", sum(len(group.rows) for group in groups))
        yield Text()
    for group in groups:
        yield shared_cause(run, group, "blocked by")
        reasons = list(dict.fromkeys(row["reason"] for row in group.rows if row["reason"]))
        for reason in reasons[:2]:
            yield indented(words(reason))
        yield indented(Text(some([row["id"] for row in group.rows]), style="dim", overflow="fold"))


def errors(run: Run) -> Iterator[RenderableType]:
    rows = findings.our_errors(run)
    if rows:
        yield heading("Errors of the suite, not of the server", len(rows))
        yield Text()
    for row in rows:
        yield indented(words(f"{row['id']}: {row['reason'] or 'no reason given'}"))


def not_offered(run: Run) -> Iterator[RenderableType]:
    if names := findings.not_offered(run):
        yield Text()
        yield Text(f"not offered: {one_line(', '.join(names))}", style="dim", overflow="fold")


def unheeded(run: Run) -> Iterator[RenderableType]:
    if found := ignored(run):
        yield Text()
        yield Text(f"ignored, though asked for: {one_line(capped(found, MESSAGE))}", overflow="fold")


def shared_cause(run: Run, group: findings.Group, link: str) -> Text:
    ids = {row["id"] for row in run["requirements"]}
    cause = cause_in_words(group.cause, ids, link) if group.cause else group.rows[0]["id"]
    return Text(f"{one_line(cause)}: {plural(len(group.rows), 'requirement')}", style="bold")


def paragraph(text: str | None) -> Text | None:
    return None if text is None else words(text)


def shown(place: Spot) -> Text | None:
    text = one_line(bracketed(place, CONTEXT))
    marked = Text(text, overflow="fold", style="dim")
    marked.highlight_regex("⟦.*⟧", "not dim bold")
    return marked if text else None


def some(ids: list[str]) -> str:
    more = len(ids) - LISTED
    return one_line(", ".join(ids[:LISTED])) + (f" and {more} more" if more > 0 else "")


def last_line(run: Run, report: str | None) -> str:
    took = findings.seconds(run)
    should = findings.score(run, "SHOULD")
    facts = [
        f"{findings.score(run, 'MUST')} MUST",
        f"{should} SHOULD" if should.total else None,
        plural(run["requests"], "request"),
        f"{took:.1f} s" if took is not None else "not finished",
        report and one_line(report),
    ]
    return " · ".join(fact for fact in facts if fact)
