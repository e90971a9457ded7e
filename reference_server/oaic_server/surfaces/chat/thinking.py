"""Thoughts told before an answer, by the members that servers of open models have for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oaic_server.parrot.tokenizer import characters
from oaic_server.state.settings import DIALECTS

Delta = dict[str, Any]
MEMBERS = DIALECTS["both"]


@dataclass(frozen=True)
class Thinking:
    tokens: tuple[bytes, ...] = ()
    members: tuple[str, ...] = ()  # none where thoughts are kept back

    @property
    def is_told(self) -> bool:
        return bool(self.tokens and self.members)

    def deltas(self) -> Iterator[Delta]:
        for text, _ in characters(self.tokens):
            yield dict.fromkeys(self.members, text)


def parted(opening: Delta) -> tuple[Delta, Delta]:
    """The first delta of an answer, as one that only says who speaks and one with whatever else it said."""
    rest = {name: value for name, value in opening.items() if name != "role" and value is not None}
    return {"role": opening["role"], "content": None, "refusal": None}, rest
