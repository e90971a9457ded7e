"""What is paid for by the piece, and not by the token: pictures, and sounds that are spoken or written down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any

from oaic_suite.asking.surface import plains
from oaic_suite.evidence.exchange import Exchange, Request

MOST = 10  # pictures that a request makes: more are there to be refused
OK = 200


@dataclass(frozen=True)
class Pieces:
    pictures: int = 0
    sounds: int = 0

    def __add__(self, other: Pieces) -> Pieces:
        return Pieces(self.pictures + other.pictures, self.sounds + other.sounds)

    def __sub__(self, other: Pieces) -> Pieces:
        return Pieces(self.pictures - other.pictures, self.sounds - other.sounds)

    def named(self) -> dict[str, int]:
        """By name, those there are."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: number for name, number in told.items() if number}

    def __bool__(self) -> bool:
        return bool(self.named())

    def __str__(self) -> str:
        return " and ".join(f"{number} {name}" for name, number in self.named().items())


NONE = Pieces()


def pieces(operation: str | None, body: Any) -> Pieces:
    """What a request asks for at most."""
    plain = plains().get(operation or "")
    if plain is None or plain.makes is None or not isinstance(body, dict):
        return NONE
    number = body.get("n")
    wanted = number if isinstance(number, int) and plain.makes == "pictures" else 1
    return Pieces(**{plain.makes: min(max(1, wanted), MOST)})


def pieces_of(request: Request) -> Pieces:
    return pieces(request.operation, request.json) if request.operation else NONE


@dataclass
class Memory:
    """Answers that were paid for by the piece: the same request is not paid for twice."""

    held: dict[bytes, Exchange] = field(default_factory=dict)

    def recall(self, request: Request) -> Exchange | None:
        return self.held.get(key(request)) if self.held else None

    def note(self, request: Request, exchange: Exchange) -> None:
        """The request as it was sent: what is kept of it has no secrets."""
        if exchange.outcome == OK and pieces_of(request):
            self.held.setdefault(key(request), exchange)


def key(request: Request) -> bytes:
    told = (request.method, request.url, request.headers, request.body)
    return hashlib.sha256(repr(told).encode()).digest()
