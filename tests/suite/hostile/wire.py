"""What a hostile server is asked, and the bytes and words it answers with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KEY = "sk-hostile-0123456789abcdef"
HANG, RESET, DIE = object(), object(), object()
MODEL = "m-1"
LIST = "/v1/models"


@dataclass(frozen=True)
class Asked:
    number: int  # counted from 1, over all connections
    method: str
    path: str
    headers: dict[str, str]
    body: dict

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


Handler = Callable[[Asked], Iterator[object]]


@dataclass(frozen=True)
class Hostile:
    does: str
    handler: Handler | None  # None: nothing listens
    conclusion: str
    exit_code: int
    judged: tuple[str, ...] = ("models",)  # prefixes of requirements: what shows the point, no more


WORDS = {200: "OK", 302: "Found", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}
JSON, EVENTS, HTML = "application/json", "text/event-stream", "text/html"


def head(
    status: int, media_type: str = JSON, length: int | None = None, headers: dict[str, str] | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status} {WORDS.get(status, 'Hostile')}", f"Content-Type: {media_type}", "Connection: close"]
    lines += [f"Content-Length: {length}"] if length is not None else []
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def answer(status: int, value: object, media_type: str = JSON, headers: dict[str, str] | None = None) -> bytes:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return head(status, media_type, len(body), headers) + body


def error(message: str, code: str | None = None) -> dict:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}
