"""Text around a place: laid out where it is JSON, cut to the lines that matter."""

from __future__ import annotations

from oaic_reports.page.pretty import INDENT, OPEN, looks_like_json, pieces
from oaic_reports.untrusted import capped

ABOVE, BELOW, LINE = 10, 6, 200  # lines shown on either side, characters of each
MARKED = 400


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Before, at and after a place, each cut."""
    divide = divided if looks_like_json(text) else plainly
    before, marked, after = divide(text, start, end)
    return above(before), capped(marked, MARKED), below(after)


def with_gap(text: str, at: int) -> tuple[str, str]:
    """The same where something is missing, which then stands on a line of its own."""
    before, _, after = around(text, at, at)
    last = before.rpartition("\n")[2]
    outer = last[: len(last) - len(last.lstrip())]
    inner = outer + INDENT if last.endswith(tuple(OPEN)) else outer
    closing = after if after.startswith("\n") or not after else f"\n{outer}{after}"
    return f"{before}\n{inner}" if before else "", closing


def plainly(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def divided(source: str, start: int, end: int) -> tuple[str, str, str]:
    """Laid out: a token that the place cuts is cut, and the space before the place stays outside."""
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    space, last = "", 0
    for piece, offset in pieces(source):
        if offset is None:
            space = piece
            continue
        first = (offset >= start) + (offset >= end)
        parts[0 if (last, first) == (0, 1) else first].append(space)
        low, high = (min(max(edge - offset, 0), len(piece)) for edge in (start, end))
        for part, text in zip(parts, (piece[:low], piece[low:high], piece[high:]), strict=True):
            part.append(text)
        space, last = "", 2 if high < len(piece) else 1 if low < len(piece) else 0
    before, marked, after = map("".join, parts)
    return before, marked, after


def above(text: str) -> str:
    *lines, last = text.split("\n")
    shown = [*map(short, lines[-ABOVE:]), last if len(last) <= LINE else f"…{last[-LINE:]}"]
    return "\n".join(["…", *shown] if lines[ABOVE:] else shown)


def below(text: str) -> str:
    lines = text.split("\n")
    return "\n".join([*map(short, lines[: BELOW + 1]), *(["…"] if lines[BELOW + 1 :] else [])])


def short(line: str) -> str:
    return line if len(line) <= LINE else f"{line[:LINE]}…"
