"""Tokens by the ids they were told under, so that they can be told back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from oaic_server.state.shelf import Latest

MOST = 200_000
BYTES = 6  # of an id: a client's numbers are exact up to 53 bits
FIRST = 2**20  # below are the ids of words that every client knows


class Lexicon:
    """An id depends on the token alone."""

    def __init__(self) -> None:
        self._tokens: Latest[bytes] = Latest(MOST)

    def ids(self, tokens: Sequence[bytes]) -> list[int]:
        known = {token: self._id(token) for token in set(tokens)}
        return [known[token] for token in tokens]

    def token(self, id: int) -> bytes | None:
        """What an id stands for; None where nobody was told it, or not lately."""
        return self._tokens.get(str(id))

    def _id(self, token: bytes) -> int:
        id = FIRST + int.from_bytes(hashlib.blake2b(token, digest_size=BYTES).digest(), "big")
        self._tokens.put(str(id), token)
        return id
