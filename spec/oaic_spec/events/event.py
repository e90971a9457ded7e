"""An event of a stream, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from oaic_spec.wording import short

MISSING = "nothing"


@dataclass(frozen=True)
class Event:
    """`name` is the field `event:`, empty where the event had none, None where nobody knows."""

    number: int  # in the stream, from 0
    name: str | None
    data: Any  # a JSON value, or text that is none, such as a terminator

    @property
    def type(self) -> str | None:
        kind = self.get("type")
        return kind if isinstance(kind, str) else None

    def get(self, *path: str) -> Any:
        """The value at a path; None where there is none."""
        return lookup(self.data, *path)

    def index(self, member: str) -> int | None:
        return whole_number(self.get(member))


class Broken(NamedTuple):
    """What a rule found: where in the data, what it wanted, what was there."""

    where: str
    expected: str
    observed: Any

    @property
    def told(self) -> str:
        return MISSING if self.observed is None else short(self.observed)


@dataclass(frozen=True)
class Breach:
    """An event that breaks a rule, or the end of the stream, which then counts as one more event."""

    rule: str
    number: int
    type: str | None
    where: str  # JSON Pointer into the data
    expected: str
    observed: str

    @property
    def sentence(self) -> str:
        kind = "the end" if self.type is None else self.type
        place = f" at {self.where}" if self.where else ""
        return f"event {self.number} ({kind}){place}: expected {self.expected}, found {self.observed}"


def lookup(value: Any, *path: str | int) -> Any:
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and 0 <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def whole_number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
