"""What is to be said in answer to a request, in place of what the parrot would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("text", "refusal", "value", "calls", "vector")


@dataclass(frozen=True)
class Called:
    """A tool to call: with an object, or a custom tool with a text."""

    name: str
    arguments: Any


@dataclass(frozen=True)
class Line:
    """One of these is given."""

    text: str | None = None
    refusal: str | None = None
    value: Mapping[str, Any] | None = None
    calls: tuple[Called, ...] = ()
    vector: tuple[float, ...] = ()

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, kind) not in (None, ()))
