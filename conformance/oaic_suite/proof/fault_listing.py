"""The faults of the reference server, or some of them, printed: beside each the level of what it breaks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.proof.faults import Fault

ALLOWED = "legal oddities, which break nothing (--fault takes them too)"


def text(faults: Sequence[Fault]) -> str:
    """Below the surface they break; what is benign apart, at the end."""
    width = max((len(fault.id) for fault in faults), default=0)
    sections = [*broken([fault for fault in faults if fault.kind == "fault"], width)]
    if benign := [fault for fault in faults if fault.kind == "benign"]:
        sections.append([ALLOWED, *(f"  {fault.id:{width}}          {fault.summary}" for fault in benign)])
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def broken(faults: Sequence[Fault], width: int) -> Iterator[list[str]]:
    ordered = sorted(faults, key=lambda fault: (surface(fault), fault.id))
    for name, alike in itertools.groupby(ordered, surface):
        yield [name, *(f"  {fault.id:{width}}  {level(fault):6}  {fault.summary} ({woken(fault)})" for fault in alike)]


def woken(fault: Fault) -> str:
    """The plainest request that wakes it; whoever asks nothing of the kind will not see it."""
    return fault.wakes or "in no ordinary request"


def surface(fault: Fault) -> str:
    return (fault.requirement or "").rpartition(".")[0]


def level(fault: Fault) -> str:
    known = catalogue().get(fault.requirement or "")
    return str(known.level) if known else ""


def chosen(faults: Sequence[Fault], prefixes: Sequence[str], levels: Sequence[str], wakes: str = "") -> list[Fault]:
    """Those that begin so, break a requirement of one of these levels, and are woken so; what is not said is any."""
    begun = [fault for fault in faults if fault.id.startswith(tuple(prefixes) or "")]
    return [fault for fault in begun if (not levels or level(fault) in levels) and wakes in woken(fault)]
