"""A stream as a reader sees it: its frames, when each was whole, and the gaps between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# Lines up to a blank one: what the event stream grammar dispatches as one, numbered as the suite does.
LONGEST_TYPE = 255  # RFC 6838, section 4.2: 127 characters on either side of the slash
FRAME = re.compile(rb"(?:[^\r\n]+(?:\r\n|\r|\n|\Z))+")
ESCAPED = re.compile(rb"\\x([89a-f][0-9a-f])")
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Frame:
    index: int
    start: int
    end: int
    text: str
    at_ms: float | None


@dataclass(frozen=True)
class Tick:
    """An arrival on a line from 0 to 1000."""

    x: float
    at_ms: float
    size: int


def received(exchange: dict[str, Any]) -> bytes:
    """The bytes of the body: where its size says so, escapes stand for bytes that are not UTF-8."""
    plain = octets(exchange["body"])
    if len(plain) == exchange["body_bytes"]:
        return plain
    bare = ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), plain)
    return bare if len(bare) == exchange["body_bytes"] or exchange["body_truncated"] else plain


def octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def shown(octets: bytes) -> str:
    return octets.decode("utf-8", "backslashreplace")


def is_stream(exchange: dict[str, Any]) -> bool:
    return media_type(exchange) == "text/event-stream"


def media_type(exchange: dict[str, Any]) -> str:
    types = [value for name, value in exchange["headers"] if name.lower() == "content-type"]
    return types[0][:LONGEST_TYPE].partition(";")[0].strip().lower() if types else ""


def frames(exchange: dict[str, Any]) -> list[Frame]:
    body = received(exchange)
    begin = len(BOM) if body.startswith(BOM) else 0
    found = [match.span() for match in FRAME.finditer(body, begin)]
    moments = arrivals([end for _, end in found], exchange["times"])
    return [
        Frame(index, start, end, shown(body[start:end]).rstrip("\n"), moment)
        for index, ((start, end), moment) in enumerate(zip(found, moments, strict=True))
    ]


def arrivals(ends: list[int], times: list[dict[str, Any]]) -> list[float | None]:
    """For each ascending offset, when the piece came that holds the byte before it."""
    pieces, received, at = iter(times), 0, None
    moments: list[float | None] = []
    for end in ends:
        while received < end and (piece := next(pieces, None)) is not None:
            received, at = received + piece["bytes"], piece["at_ms"]
        moments.append(at if received >= end else None)
    return moments


def ticks(times: list[dict[str, Any]]) -> list[Tick]:
    last = max((piece["at_ms"] for piece in times), default=0) or 1
    return [Tick(round(1000 * piece["at_ms"] / last, 1), piece["at_ms"], piece["bytes"]) for piece in times]
