"""A comparison in Markdown, for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.judging.document.run_json import Run

from oaic_reports.compare.changes import Change
from oaic_reports.compare.matrix import Line, matrix
from oaic_reports.compare.runs import cautions, heads
from oaic_reports.compare.shelf import Group, same, shelves
from oaic_reports.compare.text import sign, word
from oaic_reports.formats.markdown import MOST_BYTES, code, prose, within
from oaic_reports.words.conclusion import plural


def markdown(runs: Sequence[Run]) -> str:
    return "\n".join(within(lines(runs), MOST_BYTES)) + "\n"


def lines(runs: Sequence[Run]) -> Iterator[str]:
    yield "## Runs compared\n"
    for head in heads(runs):
        yield f"{head.number}. {prose(head.line)}"
    yield ""
    for caution in cautions(runs):
        yield f"**{prose(caution)}**\n"
    yield from many(runs) if runs[2:] else two(*runs)


def two(first: Run, second: Run) -> Iterator[str]:
    for shelf in shelves(first, second, len(first["requirements"]) + len(second["requirements"])):
        yield f"### {shelf.kind[:1].upper()}{shelf.kind[1:]} ({shelf.number})\n\nEach {shelf.meaning}.\n"
        for group in shelf.groups:
            yield from grouped(group)
        yield ""
    yield f"{plural(same(first, second), 'requirement')} as before."


def grouped(group: Group) -> Iterator[str]:
    """A cause, and below it what changed by it; what changed by none stands alone."""
    if group.title:
        yield f"- **{prose(group.title)}** ({group.number})"
    for line in group.lines:
        yield f"{'  ' if group.title else ''}{changed(line.change)}"


def changed(one: Change) -> str:
    return f"- {code(one.id)} {one.level}: {word(one.before)}, {word(one.after)}"


def many(runs: Sequence[Run]) -> Iterator[str]:
    found = matrix(runs)
    yield from table("Causes", found.causes, len(runs))
    yield from table("Requirements", found.rows, len(runs))


def table(name: str, some: Sequence[Line], runs: int) -> Iterator[str]:
    if not some:
        return
    numbers = range(1, runs + 1)
    everywhere = sum(line.is_everywhere for line in some)
    yield f"### {name} that fail ({len(some)}), {everywhere} of them in every run\n"
    yield f"| {' | '.join(map(str, numbers))} | alone | | |\n|{':-:|' * runs}---|---|---|"
    for line in some:
        signs = " | ".join(sign(each) for each in line.verdicts)
        alone = f"run {line.alone}" if line.alone else ""
        yield f"| {signs} | {alone} | {line.level} | {prose(line.title)} ({prose(line.id)}) |"
    yield ""
