"""Values that know their place, and lists of those among them that are not as they should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from oaic_spec.pointer import pointer, steps

from oaic_suite.evidence.place import ABSENT, Finding, Place, visit

MANY = 1000


@dataclass(frozen=True, eq=False)
class Located:
    """A value, and the place it stands at: spelt where it is told, since most are only looked at."""

    value: Any
    root: Place
    path: tuple[str | int, ...] = ()  # below the root

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.root.below(pointer(self.path)) if self.path else self.root

    def child(self, key: str | int) -> Located:
        """The same as below, for one step that is there."""
        return Located(self.value[key], self.root, (*self.path, key))

    def below(self, *path: str | int) -> Located:
        """The value at a path below, with its place; ABSENT where there is none."""
        value = self.value
        for key in path:
            value = step(value, key)
        return Located(value, self.root, (*self.path, *path))

    def get(self, *path: str | int) -> Any:
        """The value at a path below, or ABSENT."""
        found = self.below(*path)
        visit(found.place)
        return found.value

    def finding(self, expected: str) -> Finding:
        """That this value is not what was expected."""
        return Finding(self.place, expected, shown(self.value))


def step(value: Any, key: str | int) -> Any:
    """The child of a value, or ABSENT."""
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key, ABSENT)
    if isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
        return value[key]
    return ABSENT


def shown(value: Any) -> str:
    return "nothing" if value is ABSENT else repr(value)


def expand(root: Located, pattern: str) -> Iterator[Located]:
    """Everything a pattern names: a pointer in which `*` stands for any one step."""
    found = [root]
    for key in steps(pattern):
        found = [child for parent in found for child in children(parent, key)]
    yield from found


def children(parent: Located, key: str) -> list[Located]:
    value = parent.value
    if isinstance(value, list):
        positions = range(len(value)) if key == "*" else [int(key)] if key.isdigit() and int(key) < len(value) else []
        return [parent.child(position) for position in positions]
    if isinstance(value, dict):
        names = list(value) if key == "*" else [key] if key in value else []
        return [parent.child(name) for name in names]
    return []


# --- what is wrong among them --------------------------------------------------------------------------


def unlike(pieces: Iterable[Located], path: tuple[str | int, ...], *wanted: Any) -> list[Finding]:
    """The pieces whose value at a path is none of those wanted."""
    expected = " or ".join(shown(value) for value in wanted)
    below = (piece.below(*path) for piece in pieces)
    wrong = (piece for piece in below if not any(same(piece.value, value) for value in wanted))
    return findings(wrong, expected)


def same(value: Any, wanted: Any) -> bool:
    alike = type(value) is type(wanted)  # true is not 1
    return value is wanted or (alike and value == wanted)


def failing(pieces: Iterable[Located], holds: Callable[[Any], bool], expected: str) -> list[Finding]:
    """The pieces whose value does not hold."""
    return findings((piece for piece in pieces if not holds(piece.value)), expected)


def repeated(pieces: Iterable[Located], expected: str = "a value of its own") -> list[Finding]:
    """The pieces whose value stands more than once."""
    listed = list(pieces)
    counts = Counter(repr(piece.value) for piece in listed)
    return findings((piece for piece in listed if counts[repr(piece.value)] > 1), expected)


def findings(wrong: Iterable[Located], expected: str) -> list[Finding]:
    """As many as anybody counts."""
    return [piece.finding(expected) for piece in islice(wrong, MANY)]
