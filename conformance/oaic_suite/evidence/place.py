"""Where something was seen: an exchange, and a pointer, frame, header or span of bytes in it.

Accessors leave a trail of the places they read, so that a failing assertion can say where it looked.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    exchange: str
    pointer: str | None = None
    frame: int | None = None
    header: str | None = None
    span: tuple[int, int] | None = None

    def below(self, pointer: str) -> Place:
        return Place(self.exchange, (self.pointer or "") + pointer, self.frame, self.header, self.span)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be, and where."""

    place: Place
    expected: str
    observed: str


class Absent:
    """Stands for a member that is not there; equal to nothing but itself."""

    def __repr__(self) -> str:
        return "nothing"

    def __bool__(self) -> bool:
        return False


ABSENT: Any = Absent()

_trail: ContextVar[list[Place] | None] = ContextVar("trail", default=None)


def visit(place: Place) -> None:
    trail = _trail.get()
    if trail is not None:
        trail.append(place)


class trail:  # of a class: a generator costs three times as much
    """Gathers the places that are visited within it."""

    def __enter__(self) -> list[Place]:
        places: list[Place] = []
        self._token = _trail.set(places)
        return places

    def __exit__(self, *_: object) -> None:
        _trail.reset(self._token)
