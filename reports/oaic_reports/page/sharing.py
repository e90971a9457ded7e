"""Trees in which what stands in several places is written once: how elements begin, and what is the same throughout.

What opens below one line is much like what opens below another; a browser has less to read before it draws either.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from oaic_reports.page.tree import read, tree

ENCODER = json.JSONEncoder(separators=(",", ":"))
SHORT = 8  # characters of a text that a reference would not make shorter

Entry = str | tuple[int, ...]  # a text; or, by their numbers, how an element begins and each node in it


class Sharing:
    """Nodes by number, equal ones by the same; what is in a node has a lower number than the node."""

    def __init__(self) -> None:
        self.heads: dict[str, int] = {}  # as markup has them
        self.numbers: dict[Entry, int] = {}

    def keep(self, markup: str) -> list[int]:
        return tree(markup, self.number, self.element)

    def number(self, entry: Entry) -> int:
        return self.numbers.setdefault(entry, len(self.numbers))

    def element(self, head: str, inside: list[int]) -> int:
        return self.number((self.heads.setdefault(head, len(self.heads)), *inside))

    def beginnings(self) -> Iterator[str]:
        """How elements begin, in the order of their numbers."""
        return (written(read(head)) for head in self.heads)


class Shared:
    """What is written of the nodes that were kept: those that are still in one of some trees."""

    def __init__(self, sharing: Sharing, roots: Iterable[int]) -> None:
        self.entries = list(sharing.numbers)
        times = self.places(Counter(roots))
        several = (number for number, entry in enumerate(self.entries) if times[number] > 1 and worth(entry))
        self.at = {number: place for place, number in enumerate(several)}  # at which place among its like each is

    def places(self, times: Counter[int]) -> Counter[int]:
        """In how many places each node stands."""
        for number in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[number]
            if times[number] and not isinstance(entry, str):
                times.update(entry[1:])
        return times

    def spelt(self, number: int) -> str:
        """A node in its place: a reference where it is shared."""
        return str(self.at[number]) if number in self.at else self.whole(number)

    def whole(self, number: int) -> str:
        entry = self.entries[number]
        if isinstance(entry, str):
            return written(entry)
        head, *inside = entry
        return f"[{','.join([str(head), *map(self.spelt, inside)])}]"

    def listed(self, numbers: Iterable[int]) -> str:
        return f"[{','.join(map(self.spelt, numbers))}]"

    def wholes(self) -> Iterator[str]:
        """All that is shared, in the order of its places."""
        return map(self.whole, self.at)


def worth(entry: Entry) -> bool:
    return not isinstance(entry, str) or len(entry) >= SHORT


def written(value: Any) -> str:
    return ENCODER.encode(value)
