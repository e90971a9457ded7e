"""The bytes around a place: what a reader sees of an exchange where something was found."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.readers import ndjson, sse
from oaic_suite.evidence.readers.strict_json import locate
from oaic_suite.evidence.views import seen_as

AROUND = 100  # bytes shown on either side
LONGEST = 300  # bytes shown of the place itself


@dataclass(frozen=True)
class Excerpt:
    span: tuple[int, int] | None
    text: str


def excerpt(exchange: Exchange, place: Place) -> Excerpt:
    if place.header is not None:
        return Excerpt(None, header_text(exchange, place.header))
    span = place.span if place.span and place.pointer is None else None
    if place.pointer is not None:
        span = pointed(exchange, place)
    if span is None:
        return Excerpt(None, status_text(exchange))
    return Excerpt(span, around(exchange.body, *span))


def pointed(exchange: Exchange, place: Place) -> tuple[int, int] | None:
    """The span of a pointer: in the body, or in the data of one frame of it."""
    if place.frame is None:
        return locate(exchange.body, place.pointer or "")
    reader = ndjson.read if seen_as(exchange) == Lines.kind else sse.read
    frame = reader(exchange.body).frames[place.frame]
    offset, value = frame.first_data
    found = locate(value, place.pointer or "")
    return (found[0] + offset, found[1] + offset) if found else frame.span


def around(body: bytes, start: int, end: int) -> str:
    """The place between « and », with what stands before and after."""
    inside = body[start:end]
    shown = inside if len(inside) <= LONGEST else inside[:LONGEST] + b"..."
    before, after = body[max(0, start - AROUND) : start], body[end : end + AROUND]
    return "".join((text(before), "«", text(shown), "»", text(after)))


def text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def header_text(exchange: Exchange, name: str) -> str:
    value = exchange.header(name)
    return f"{name}: «{value}»" if value is not None else f"«no {name} header»"


def status_text(exchange: Exchange) -> str:
    beginning = exchange.body[: AROUND * 2]
    return f"«{exchange.outcome}» {text(beginning)}" if beginning else f"«{exchange.outcome}» with an empty body"
