"""An explanation, set for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rich.console import RenderableType
from rich.text import Text

from oaic_reports.explain.explanation import Explanation, Shown, nobody_minds, seen
from oaic_reports.links import page_of
from oaic_reports.terminal.setting import Unwrapped, indented, screen, table, words
from oaic_reports.untrusted import visible

SAID: tuple[Literal["expected", "observed"], ...] = ("expected", "observed")


def rendered(told: Explanation, *, width: int, color: bool) -> str:
    return screen(parts(told), width, color=color)


def parts(told: Explanation) -> Iterator[RenderableType]:
    row = told.requirement
    yield Text.assemble((row.id, "bold"), (f"  {row.level}, {', '.join(told.profiles) or 'no profile'}", "dim"))
    yield words(row.statement)
    yield from paragraph("Without it", row.breaks)
    yield from paragraph("Ground", ". ".join(filter(None, [told.ground.basis, told.ground.clauses])))
    yield from (to_copy(link) for link in told.ground.links)
    if told.witnesses:
        yield from headed("What clients were seen to do")
        yield indented(table({witness["client"]: words(seen(witness)) for witness in told.witnesses}))
        if remark := nobody_minds(told):
            yield indented(words(remark, "dim"))
    yield from paragraph("How to mend it", told.fix)
    if told.shown:
        yield from example(told.shown)
    yield from attempt(told)
    yield from headed("Its page")
    yield to_copy(page_of(row.id))


def headed(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold underline")


def paragraph(title: str, text: str | None) -> Iterator[RenderableType]:
    if text:
        yield from headed(title)
        yield indented(words(text, limit=1000))


def to_copy(line: str) -> RenderableType:
    return Unwrapped(f"  {line}")


def example(shown: Shown) -> Iterator[RenderableType]:
    judged, fault = shown.example.judged, shown.example.fault
    yield from headed("Sent")
    yield from set_apart(shown.broken.sent)
    if shown.sound:
        yield from headed("A server that keeps it answers")
        yield from set_apart(shown.sound.received)
    yield from headed(f"One that breaks it ({fault.summary})")
    yield from set_apart(shown.broken.received)
    yield indented(table({name: words(judged[name] or "nothing") for name in SAID}))


def set_apart(lines: Iterable[str]) -> Iterator[RenderableType]:
    for line in lines:
        yield indented(Text(visible(line), overflow="fold", style="dim"))


def attempt(told: Explanation) -> Iterator[RenderableType]:
    """What to type to meet it."""
    yield from headed("Try it")
    only = told.requirement.id
    if told.faults:
        first, *others = told.faults
        yield to_copy(f"oaic serve --port 8080 --fault {first.id}")
        yield to_copy(f"oaic certify http://127.0.0.1:8080/v1 --only {only}")
        yield from (indented(words(f"also: --fault {other.id} ({other.summary})", "dim")) for other in others)
    else:
        yield to_copy(f"oaic certify --only {only}")
