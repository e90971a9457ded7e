"""The faults as people read them: below what wakes them, and below the servers they are like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from oaic_server.faults import FaultError, known
from oaic_server.faults.likeness import Likeness, likenesses, named
from oaic_server.faults.waking import woken_by

Listed = dict[str, Any]
NOTHING_ORDINARY = "woken by no ordinary request (`oaic explain ID` shows one)"


def listing() -> list[Listed]:
    wakes = woken_by()
    return [
        {
            "id": fault.id,
            "requirement": fault.requirement,
            "kind": fault.kind,
            "stage": fault.stage,
            "summary": fault.summary,
            "also": dict(fault.also),
            "on": fault.on,
            "dull": fault.dull,
            "wakes": wakes.get(fault.id),
        }
        for fault in sorted(known().values(), key=lambda fault: fault.id)
    ]


def chosen(prefixes: Sequence[str]) -> list[Listed]:
    """Those whose ids begin so, or that a server named so has; all where nothing is said."""
    alike = {id for name in prefixes if (like := named(name)) for id in like.faults}
    begun = tuple(prefixes) or ("",)
    found = [fault for fault in listing() if fault["id"] in alike or fault["id"].startswith(begun)]
    if not found:
        raise FaultError(f"no fault begins with {' or '.join(prefixes)}; --list-faults alone lists all")
    return found


def text(listed: Iterable[Listed]) -> str:
    found = list(listed)
    width = max(len(fault["id"]) for fault in found)
    ordered = sorted(found, key=lambda fault: (fault["wakes"] or "~", fault["id"]))
    sections = [
        "\n".join([heading(wakes), *(f"  {each['id']:{width}}  {each['kind']:6}  {each['summary']}" for each in alike)])
        for wakes, alike in groupby(ordered, lambda fault: fault["wakes"])
    ]
    return "\n\n".join([*sections, *described(likenesses().values())]) + "\n"


def heading(wakes: str | None) -> str:
    return f"woken by {wakes}" if wakes else NOTHING_ORDINARY


def described(kinds: Iterable[Likeness]) -> list[str]:
    """All that `--like` takes."""
    lines = [f"  {like.name:16}  {len(like.faults):3} faults, as seen {like.seen}: {like.what}" for like in kinds]
    return ["\n".join(["several at once, with --like", *lines])]
