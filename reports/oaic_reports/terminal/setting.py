"""What the terminal summary is set in: lines that wrap, names beside values, commands left whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from oaic_reports.untrusted import capped, one_line

NARROWEST, WIDEST = 40, 110
TEXT = 400
SEPARATOR = " · "


class Unwrapped(Text):
    """A line to copy: the terminal may fold it, we may not."""


def screen(parts: Iterable[RenderableType], width: int, *, color: bool) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=clamped(width),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for part in parts:
        if isinstance(part, Text) and part.no_wrap:
            console.print(part, no_wrap=True, overflow=part.overflow)
        else:
            console.print(part, soft_wrap=isinstance(part, Unwrapped))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def clamped(width: int) -> int:
    """The columns that are used, of as many as there are."""
    return min(max(width, NARROWEST), WIDEST)


def in_a_row(names: Sequence[str], room: int) -> str:
    """As many names as there is room for, whole ones, and how many more there are; the first in any case."""
    for shown in range(len(names), 1, -1):
        told = SEPARATOR.join(names[:shown]) + more(len(names) - shown)
        if len(told) <= room:
            return told
    return names[0] + more(len(names) - 1)


def more(number: int) -> str:
    return f" and {number} more" if number else ""


def words(text: str, style: str = "", limit: int = TEXT) -> Text:
    """Text of others: one paragraph of bounded length."""
    return Text(one_line(capped(text, limit)), style=style, overflow="fold")


def heading(text: str, number: int) -> RenderableType:
    return Group(Text(), Text(f"{text} ({number})", style="bold underline"))


def table(rows: dict[str, Text | None]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=8, no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, text in rows.items():
        if text is not None:
            grid.add_row(name, text)
    return grid


def indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))
