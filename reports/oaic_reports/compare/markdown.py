"""A comparison in Markdown, for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oaic_suite.judging.document.run_json import Run

from oaic_reports.compare.changes import MEANING, Change, changes
from oaic_reports.compare.matrix import Line, matrix
from oaic_reports.compare.runs import cautions, heads
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
    found = changes(first, second)
    for kind, some in found.items():
        if some and kind != "same":
            yield f"### {kind[:1].upper()}{kind[1:]} ({len(some)})\n\nEach {MEANING[kind]}.\n"
            yield from map(changed, some)
            yield ""
    yield f"{plural(len(found['same']), 'requirement')} as before."


def changed(one: Change) -> str:
    causes = ", ".join(code(key) for key in dict.fromkeys((one.cause_before, one.cause_after)) if key)
    return f"- {code(one.id)} {one.level}: {word(one.before)}, {word(one.after)}{causes and f' ({causes})'}"


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
