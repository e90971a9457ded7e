"""Tokens that are counted and take room, but are not in the answer: reasoning, and rejected predictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from oaic_server.parrot import tokenizer
from oaic_server.surfaces.chat.prompt import texts

Body = dict[str, Any]
Tokens = Sequence[bytes]


@dataclass(frozen=True)
class Unsaid:
    """Counts of tokens, of all choices together."""

    thought: int
    accepted: int  # of a prediction; these are said too
    rejected: int

    @property
    def tokens(self) -> int:
        return self.thought + self.rejected


def unsaid(body: Body, spoken: Sequence[Tokens], thought: int, limit: int) -> Unsaid:
    if not body.get("prediction"):
        return Unsaid(thought * len(spoken), 0, 0)
    predicted = tokenizer.encode("".join(texts(body.get("prediction") or {})))
    met = [common(predicted, said) for said in spoken]
    spare = [limit - len(said) for said in spoken]
    missed = [min(len(predicted) - found, room) for found, room in zip(met, spare, strict=True)]
    return Unsaid(thought * len(spoken), sum(met), sum(missed))


def common(predicted: Tokens, said: Tokens) -> int:
    """How many tokens were said as they were predicted, from the first on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(predicted, said, strict=False)))
