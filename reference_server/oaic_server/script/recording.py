"""What a server was asked and what it answered, written as a rule that says it again; nothing secret is kept."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

from oaic_server.exchange.reply import EVENT_STREAM

KEPT = frozenset({"content-type", "retry-after"})  # headers of an answer
HIDDEN = "KEY"
Piece = tuple[float, bytes]  # seconds since the request was sent


def rule(
    operation: str, body: bytes, status: int, headers: Iterable[tuple[str, str]], pieces: Sequence[Piece], secret: str
) -> dict[str, Any]:
    kept = {name: value for name, value in headers if name in KEPT}
    answer: dict[str, Any] = {"status": status, "headers": kept}
    if kept.get("content-type", "").startswith(EVENT_STREAM.partition(";")[0]):
        answer["events"] = list(events(pieces))
    else:
        answer |= body_of(b"".join(data for _, data in pieces), secret)
    asked = as_json(body.decode("utf-8", "replace"))
    when = {"operation": operation} | ({"body": asked} if isinstance(asked, dict) else {})
    written: dict[str, Any] = without({"when": when, "replay": answer, "times": 1}, secret)
    return written


def body_of(content: bytes, secret: str) -> dict[str, Any]:
    """As people read it; sounds, pictures and other bytes as they are."""
    try:
        return {"body": as_json(content.decode())}
    except UnicodeDecodeError:
        clean = content.replace(secret.encode(), HIDDEN.encode()) if secret else content
        return {"base64": b64encode(clean).decode()}


def events(pieces: Sequence[Piece]) -> Iterable[dict[str, Any]]:
    """The events that the pieces hold, each at the time of the piece that ended it."""
    held, last = b"", 0.0
    for at, data in pieces:
        held = (held + data).replace(b"\r\n", b"\n")  # where a piece ends need not be where a character does
        *whole, held = held.split(b"\n\n")
        for text in whole:
            if event := fields(text.decode("utf-8", "replace")):
                yield event | {"after": round(at - last, 3)}
                last = at


def fields(text: str) -> dict[str, Any]:
    lines = [line.partition(":") for line in text.split("\n")]
    data = "\n".join(value.removeprefix(" ") for name, _, value in lines if name == "data")
    named = {name: value.removeprefix(" ") for name, _, value in lines if name == "event"}
    return {**named, "data": as_json(data)} if data else {}


def as_json(text: str) -> Any:
    """The value of JSON, so that people can read and change it; else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def without(value: Any, secret: str) -> Any:
    if not secret:
        return value
    if isinstance(value, str):
        return value.replace(secret, HIDDEN)
    if isinstance(value, dict):
        return {name: without(each, secret) for name, each in value.items()}
    return [without(each, secret) for each in value] if isinstance(value, list) else value
