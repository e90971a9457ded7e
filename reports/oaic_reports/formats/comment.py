"""Markdown for a comment on a pull request: what it comes to, what changed, what to fix first."""

from __future__ import annotations

from collections.abc import Iterator

from oaic_suite.judging.document.run_json import Cause, Run

from oaic_reports.compare.since import Since
from oaic_reports.formats.markdown import code, extent, prose, within
from oaic_reports.terminal.summary import last_line
from oaic_reports.words import known
from oaic_reports.words.conclusion import concluded, plural

# By it the comment is found again and written anew; no run can write it itself, for what it says is escaped.
MARK = "<!-- openai-conformance -->"
CAUSES, MORE, IDS = 5, 40, 12
MOST_BYTES = 20_000


def comment(run: Run, older: Run | None = None) -> str:
    return "\n".join(within(lines(run, older), MOST_BYTES)) + "\n"


def lines(run: Run, older: Run | None = None) -> Iterator[str]:
    conclusion = concluded(run)
    yield MARK
    yield f"### OpenAI API conformance: {conclusion.word}\n"
    if run["message"]:
        yield f"**{prose(run['message'])}**\n"
    yield f"{code(run['target']['base_url'])} · {last_line(run, None)}\n"
    yield from excused(run)
    if older is not None:
        yield from changed(Since.of(older, run))
    yield from causes(run["causes"])


def excused(run: Run) -> Iterator[str]:
    if not (found := known.known(run)):
        return
    new = known.new(run)
    if new:
        yield f"**New:** {ids(new)}\n"
    yield f"{prose(known.extent(found))}\n"
    yield from (
        f"- Correct {prose(known.file(found))}: {prose(known.line(entry))}" for entry in known.stale(found)[:IDS]
    )
    yield ""


def changed(since: Since) -> Iterator[str]:
    yield from (f"**{prose(caution)}**\n" for caution in since.cautions)
    for shelf in since.shelves:
        yield f"- {shelf.number} {shelf.kind}: {ids([line.change.id for line in shelf.lines], shelf.number)}"
    yield f"- {since.same} as before\n"


def ids(some: list[str], number: int = 0) -> str:
    more = max(number, len(some)) - IDS
    return ", ".join(code(id) for id in some[:IDS]) + (f" and {more} more" if more > 0 else "")


def causes(found: list[Cause]) -> Iterator[str]:
    if not found:
        return
    yield f"**Fix first** ({plural(len(found), 'cause')})\n"
    yield from (cause(number, each) for number, each in enumerate(found[:CAUSES], 1))
    if rest := found[CAUSES : CAUSES + MORE]:
        yield f"\n<details><summary>{plural(len(found) - CAUSES, 'more cause')}</summary>\n"
        yield from (cause(number, each) for number, each in enumerate(rest, CAUSES + 1))
        yield "\n</details>"


def cause(number: int, one: Cause) -> str:
    return f"{number}. **{prose(one['title'])}** ({one['level']}; {extent(one)}): {prose(one['fix'])}"
