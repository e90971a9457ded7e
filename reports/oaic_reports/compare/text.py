"""A comparison in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.judging.document.run_json import Run
from oaic_suite.judging.verdict import VerdictWord
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from oaic_reports.compare.changes import Change, Kind
from oaic_reports.compare.matrix import Line, matrix
from oaic_reports.compare.runs import cautions, heads
from oaic_reports.compare.shelf import Group, same, shelves
from oaic_reports.page.template import SIGNS, WORDS
from oaic_reports.terminal.setting import heading, screen
from oaic_reports.terminal.summary import WIDTH
from oaic_reports.untrusted import capped, one_line
from oaic_reports.words.conclusion import plural

MOST = 60  # lines of a kind
ID, TITLE = 120, 200  # characters
ABSENT = "·"
STYLES: dict[Kind, str] = {"broken": "bold red", "uncovered": "red", "moved": "yellow", "mended": "green"}


def text(runs: Sequence[Run]) -> str:
    return screen(lines(runs), WIDTH, color=False)


def lines(runs: Sequence[Run]) -> Iterator[RenderableType]:
    for head in heads(runs):
        yield Text(f"{head.number}  {head.line}", overflow="fold")
    for caution in cautions(runs):
        yield Text(caution, style="yellow", overflow="fold")
    yield from many(runs) if runs[2:] else two(*runs)


def two(first: Run, second: Run) -> Iterator[RenderableType]:
    for shelf in shelves(first, second, MOST):
        yield heading(f"{shelf.kind[:1].upper()}{shelf.kind[1:]}: {shelf.meaning}", shelf.number)
        for group in shelf.groups:
            yield from grouped(group)
        yield from more(shelf.number)
    yield Text()
    yield Text(f"{plural(same(first, second), 'requirement')} as before")


def grouped(group: Group) -> Iterator[Text]:
    """A cause, and below it what changed by it; what changed by none stands alone."""
    if group.title:
        yield Text(f"{one_line(capped(group.title, TITLE))} ({group.number})", overflow="fold")
    for line in group.lines:
        yield changed(line.change, "  " if group.title else "")


def changed(one: Change, indent: str) -> Text:
    """`chat.reply.created  MUST  holds, broken`."""
    named = f"{indent}{one_line(capped(one.id, ID))}"
    told = f"  {one.level}  {word(one.before)}, {word(one.after)}"
    return Text.assemble((named, STYLES.get(one.kind, "")), told, overflow="fold")


def word(verdict: VerdictWord | None) -> str:
    return WORDS[verdict] if verdict else "not there"


def more(number: int) -> Iterator[Text]:
    if number > MOST:
        yield Text(f"and {number - MOST} more: --format json has them all", style="dim")


# --- many ----------------------------------------------------------------------------------------------


def many(runs: Sequence[Run]) -> Iterator[RenderableType]:
    found = matrix(runs)
    yield from group("Causes", found.causes, len(runs), titled=True)
    yield from group("Requirements", found.rows, len(runs), titled=False)


def group(name: str, some: Sequence[Line], runs: int, *, titled: bool) -> Iterator[RenderableType]:
    """What fails anywhere, run by run, then who fails alone."""
    if not some:
        return
    everywhere = sum(line.is_everywhere for line in some)
    yield heading(f"{name} that fail, {everywhere} of them in every run", len(some))
    yield grid(some[:MOST], runs, titled=titled)
    yield from more(len(some))
    for number in range(1, runs + 1):
        if alone := [line.id for line in some if line.alone == number]:
            yield Text(
                f"run {number} alone: {one_line(', '.join(capped(id, ID) for id in alone[:MOST]))}", overflow="fold"
            )


def grid(some: Sequence[Line], runs: int, *, titled: bool) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    for number in range(1, runs + 1):
        table.add_column(str(number), no_wrap=True)
    table.add_column("")
    table.add_column("", overflow="fold")
    for line in some:
        said = f"{capped(line.title, TITLE)} ({capped(line.id, ID)})" if titled else capped(line.id, ID)
        table.add_row(*(sign(each) for each in line.verdicts), line.level, Text(one_line(said)))
    return table


def sign(verdict: VerdictWord | None) -> str:
    return SIGNS[verdict] if verdict else ABSENT
