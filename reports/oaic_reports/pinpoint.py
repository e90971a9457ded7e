"""The place that decided a verdict: the text around it, and the part to look at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oaic_reports.findings import Run
from oaic_reports.timeline import frames, received, shown
from oaic_reports.untrusted import capped

BEFORE, AFTER, MARKED, LINES, NAME = 240, 120, 600, 2000, 200
BLANK = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder(strict=False)
REPLACEMENT = "\ufffd".encode()
Span = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """`marked` is empty where something is missing between `before` and `after`, None where nothing was found."""

    label: str
    before: str
    marked: str | None
    after: str


def spot(run: Run, where: dict[str, Any] | None) -> Spot | None:
    if where is None:
        return None
    exchange = run["exchanges"].get(where["exchange"])
    text = exchange and (in_header(exchange, where) or in_body(exchange, where))
    if not text:
        return Spot(label(where), where["excerpt"] or "", None, "")
    before, marked, after = text
    return Spot(label(where), before[-LINES:], capped(marked, MARKED), after[:LINES])


def bracketed(place: Spot, context: int) -> str:
    """The place in plain text, what matters in brackets."""
    if place.marked is None:
        return capped(place.before, 3 * context)
    before, after = place.before[-context:], place.after[:context]
    return f"{before}⟦{capped(place.marked, 2 * context) or ' '}⟧{after}"


def label(where: dict[str, Any]) -> str:
    """Where to look, from the outside in: exchange e3, frame 7, bytes 812–831, /choices/0."""
    parts = [
        f"exchange {where['exchange']}",
        where["header"] and f"header {where['header']}",
        where["frame"] is not None and f"frame {where['frame']}",
        where["bytes"] and span_label(*where["bytes"]),
        where["pointer"],
    ]
    return ", ".join(capped(part, NAME) for part in parts if part)


def span_label(start: int, end: int) -> str:
    return f"byte {start}" if start == end else f"bytes {start}–{end}"


def in_header(exchange: dict[str, Any], where: dict[str, Any]) -> tuple[str, str, str] | None:
    """All the headers, with the line in question set apart; a missing one belongs at the end."""
    if where["header"] is None:
        return None
    lines = [(name.lower(), f"{name}: {value}") for name, value in exchange["headers"]]
    at = next((n for n, (name, _) in enumerate(lines) if name == where["header"].lower()), len(lines))
    texts = [f"{text}\n" for _, text in lines]
    return "".join(texts[:at]), "".join(texts[at : at + 1]).rstrip("\n"), "\n" + "".join(texts[at + 1 :])


def in_body(exchange: dict[str, Any], where: dict[str, Any]) -> tuple[str, str, str] | None:
    body = received(exchange)
    span = where["bytes"] or pointed(exchange, where)
    if not span or not 0 <= span[0] <= span[1] <= len(body) or drifted(exchange, body[: span[0]]):
        return None
    start, end = span
    around = body[max(0, start - BEFORE) : start], body[start:end], body[end : end + AFTER]
    before, marked, after = (shown(piece) for piece in around)
    return ("…" * (start > BEFORE) + before, marked, after + "…" * (end + AFTER < len(body)))


def drifted(exchange: dict[str, Any], before: bytes) -> bool:
    """True where characters stand for bytes that are lost, so that offsets no longer fit the text."""
    return len(received(exchange)) != exchange["body_bytes"] and REPLACEMENT in before


def pointed(exchange: dict[str, Any], where: dict[str, Any]) -> Span | None:
    """The span of what a frame and a pointer name, neither of which is bytes yet."""
    body = received(exchange)
    start, end = 0, len(body)
    if where["frame"] is not None:
        found = [frame for frame in frames(exchange) if frame.index == where["frame"]]
        if not found:
            return None
        start, end = payload(body, found[0].start, found[0].end)
    if where["pointer"] is None:
        return (start, end) if where["frame"] is not None else None
    text = body[start:end].decode("utf-8", "surrogateescape")
    inner = span_of(text, where["pointer"])
    return inner and (start + size(text[: inner[0]]), start + size(text[: inner[1]]))


def size(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))


def payload(body: bytes, start: int, end: int) -> Span:
    """The data of a frame that has a single line of it, else all its lines."""
    data = list(re.finditer(rb"^data:[ ]?([^\r\n]*)", body[start:end], re.MULTILINE))
    return (start + data[0].start(1), start + data[0].end(1)) if len(data) == 1 else (start, end)


def span_of(text: str, pointer: str) -> Span | None:
    """Where a JSON text holds what a pointer names; for a missing member, where its parent ends."""
    try:
        at = blank(text, 0)
        for token in (raw.replace("~1", "/").replace("~0", "~") for raw in pointer.split("/")[1:]):
            child = dict(children(text, at)).get(token)
            if child is None:
                end = DECODER.raw_decode(text, at)[1]
                return (end - 1, end - 1) if text[at] in "{[" else (at, end)
            at = child
        return at, DECODER.raw_decode(text, at)[1]
    except (ValueError, IndexError, RecursionError):
        return None


def children(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Key or index, and offset, of each value in the object or array that begins here."""
    if text[at] not in "{[":
        return
    keyed, index, at = text[at] == "{", 0, blank(text, at + 1)
    while text[at] not in "}]":
        key: str = str(index)
        if keyed:
            key, at = DECODER.raw_decode(text, at)
            at = blank(text, blank(text, at) + 1)
        yield key, at
        at, index = blank(text, DECODER.raw_decode(text, at)[1]), index + 1
        if text[at] == ",":
            at = blank(text, at + 1)


def blank(text: str, at: int) -> int:
    """The offset after any white space."""
    match = BLANK.match(text, at)
    return match.end() if match else at
