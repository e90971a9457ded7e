"""One request as it was drawn, and a fair sample of many."""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

KEY = "Bearer drawn"  # stands for the key of the target; where it is missing, that was drawn
Bucket = tuple[str, ...]


@dataclass(frozen=True)
class Draw:
    method: str
    path: str  # below the base URL, percent-encoded
    headers: tuple[tuple[str, str], ...]  # those that are not every client's own
    body: bytes | None
    bucket: Bucket  # how it was made: the engine's phase, mode and scenario, and what it is about

    @property
    def meant_invalid(self) -> bool:
        """Whether the engine made it to be refused."""
        return self.bucket[1] == "negative"

    @property
    def scenario(self) -> str:
        return self.bucket[2]

    def with_body(self, body: bytes) -> Draw:
        return replace(self, body=body)

    def lot(self, seed: int) -> int:
        """A number by what it is and by nothing else, never by when it came."""
        told = f"{seed} {self.method} {self.path} {self.headers} ".encode() + (self.body or b"")
        return int.from_bytes(hashlib.sha256(told).digest()[:8])


def sampled(draws: Iterable[Draw], most: int, seed: int) -> list[Draw]:
    """As many as may be sent: as far as there are, one half made to be refused, and the other not."""
    lots = sorted(set(draws), key=lambda draw: draw.lot(seed))
    refused = by_turns([draw for draw in lots if draw.meant_invalid])
    answered = by_turns([draw for draw in lots if not draw.meant_invalid])
    half = max(most // 2, most - len(refused))
    return answered[:half] + refused[: most - len(answered[:half])]


def by_turns(draws: list[Draw]) -> list[Draw]:
    """The same, one of each bucket after the other, so that none crowds out another."""
    buckets: dict[Bucket, list[Draw]] = defaultdict(list)
    for draw in draws:
        buckets[draw.bucket].append(draw)
    return [draw for turn in itertools.zip_longest(*buckets.values()) for draw in turn if draw]
