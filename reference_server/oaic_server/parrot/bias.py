"""What a `logit_bias` does to the parrot's words: it only shows where it exceeds the parrot's certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oaic_server.parrot.vocabulary import word

CERTAINTY = 50  # by how much what comes next leads all the rest; penalties, of four at most, never outweigh it


@dataclass(frozen=True)
class Bias:
    favored: bytes | None = None
    held_back: frozenset[bytes] = frozenset()

    @classmethod
    def of(cls, weights: Mapping[str, int] | None) -> Bias:
        """The most favored word where its bias is above CERTAINTY, and the words that are held back."""
        if not weights:
            return UNBIASED
        favored = max(weights, key=weights.__getitem__)
        if weights[favored] > CERTAINTY:
            return cls(favored=word(int(favored)))
        return cls(held_back=frozenset(word(int(token)) for token, weight in weights.items() if weight < -CERTAINTY))

    def moved(self, tokens: list[bytes], limit: int) -> list[bytes]:
        """The favored word again and again; else the tokens not held back."""
        if self.favored is not None:
            return [self.favored] * (limit + 1)
        return [token for token in tokens if token not in self.held_back]


UNBIASED = Bias()
