"""Choices that depend on a key alone: the same key falls the same way in every process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from oaic_server.parrot.voice import chance

T = TypeVar("T")


class Dice:
    def __init__(self, key: str) -> None:
        self._key = key
        self._thrown = 0

    def roll(self, sides: int) -> int:
        """A number below `sides`; another at each throw."""
        self._thrown += 1
        return chance(f"{self._key}:{self._thrown}", sides) if sides > 1 else 0

    def pick(self, options: Sequence[T]) -> T:
        return options[self.roll(len(options))]

    def turned(self, options: Sequence[T]) -> list[T]:
        """All of them, begun somewhere."""
        start = self.roll(len(options))
        return [*options[start:], *options[:start]]
