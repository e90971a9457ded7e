"""Trees in which what stands in several places is written once: how elements begin, and what is the same throughout.

What opens below one line is much like what opens below another; a browser has less to read before it draws either.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from oaic_reports.page.tree import Node

SHORT = 8  # characters of a text that a reference would not make shorter

Entry = str | tuple[int, ...]  # a text; or, by their numbers, how an element begins and each node in it


class Sharing:
    """Nodes by number, equal ones by the same; what is in a node has a lower number than the node."""

    def __init__(self) -> None:
        self.heads: dict[str, int] = {}
        self.numbers: dict[Entry, int] = {}
        self.times: Counter[int] = Counter()  # in how many places each stands

    def keep(self, nodes: Iterable[Node]) -> list[int]:
        numbers = [self.number(node) for node in nodes]
        self.times.update(numbers)
        return numbers

    def number(self, node: Node) -> int:
        entry = node if isinstance(node, str) else self.element(*node)
        if entry not in self.numbers:
            self.numbers[entry] = len(self.numbers)
            self.times.update(() if isinstance(entry, str) else entry[1:])
        return self.numbers[entry]

    def element(self, name: str, attributes: dict[str, str], *inside: Node) -> tuple[int, ...]:
        head = self.heads.setdefault(written([name, attributes]), len(self.heads))
        return (head, *map(self.number, inside))

    # --- when all are there --------------------------------------------------------------------------

    @cached_property
    def entries(self) -> list[Entry]:
        return list(self.numbers)

    @cached_property
    def shared(self) -> dict[int, int]:
        """What is written once, by number: at which place among its like."""
        several = [number for number, entry in enumerate(self.entries) if self.times[number] > 1 and worth(entry)]
        return {number: place for place, number in enumerate(several)}

    def spelt(self, number: int) -> str:
        """A node in its place: a reference where it is shared."""
        return str(self.shared[number]) if number in self.shared else self.whole(number)

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
        return map(self.whole, self.shared)


def worth(entry: Entry) -> bool:
    return not isinstance(entry, str) or len(entry) >= SHORT


def written(value: Node) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
