"""What was sent and came back, in types: the exchanges of run.json."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from oaic_suite.evidence.exchange import Ended


class Exchange(TypedDict):
    id: str
    request: Request
    http_version: NotRequired[str | None]
    status: int | None
    headers: list[list[str]]
    body: str
    body_bytes: int
    encoded_bytes: NotRequired[int | None]
    body_truncated: bool
    times: list[Piece]
    ended: Ended
    note: str
    curl: str


class Request(TypedDict):
    method: str
    url: str
    headers: list[list[str]]
    body: str | None
    body_bytes: NotRequired[int]
    body_base64: NotRequired[str]


class Piece(TypedDict):
    at_ms: float
    bytes: int
