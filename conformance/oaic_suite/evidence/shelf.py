"""What was read of answers, kept for the checks that read it again: of many large ones only the latest.

A value takes twenty times the room of the bytes it was read from, and can be read from them once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from oaic_suite.evidence.evidence import Evidence

ROOM = 2**20  # bytes of the bodies that were read


@dataclass
class Shelf:
    kept: dict[int, Evidence] = field(default_factory=dict)  # by identity, the latest last
    size: int = 0

    def reach(self, value: Any) -> None:
        """That evidence is about to be read: what was not for longest makes room for it."""
        for evidence in evidence_in(value):
            if self.kept.pop(id(evidence), None) is None:
                self.size += len(evidence.exchange.body)
            self.kept[id(evidence)] = evidence
        while self.size > ROOM and len(self.kept) > 1:
            forgotten = self.kept.pop(next(iter(self.kept)))
            self.size -= len(forgotten.exchange.body)
            forget(forgotten)


def evidence_in(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from evidence_in(each)


def forget(evidence: Evidence) -> None:
    """Takes away what was read, of the request as well: properties that are cached stand beside the fields."""
    for kept in (evidence, evidence.exchange.request):
        declared = {each.name for each in fields(kept)}
        for name in vars(kept).keys() - declared:
            del vars(kept)[name]
