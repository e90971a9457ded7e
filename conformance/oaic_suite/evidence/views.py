"""The ways checks see an exchange, by name; a surface may add its own."""

from __future__ import annotations

import fnmatch
from typing import TypeVar

from oaic_spec import Operation, contract

from oaic_suite.evidence.content import Content
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import EVENT_STREAM, LINES, Exchange
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream

View = TypeVar("View", bound=type[Evidence])
VIEWS: dict[str, type[Evidence]] = {
    "reply": Reply,
    "stream": Stream,
    "lines": Lines,
    "bytes": Content,
    "refusal": Refusal,
}
STREAMED = {EVENT_STREAM: "stream", LINES: "lines"}  # how a stream is seen, by its media type
ERROR = 400


def seen_as(exchange: Exchange) -> str:
    """The kind that fits an exchange, by its status and by what was asked for."""
    if exchange.status is not None and exchange.status >= ERROR:
        return "refusal"
    operation = contract().operations.get(exchange.request.operation or "")
    if operation is not None and operation.stream is not None and operation.streams(exchange.request.json):
        return STREAMED[operation.stream.media_type]
    if operation is not None and is_raw(operation, exchange.media_type):
        return "bytes"
    return "stream" if exchange.request.wants_stream and (operation is None or not operation.stream) else "reply"


def is_raw(operation: Operation, media_type: str) -> bool:
    """Whether an answer is read as bytes: it has no other form, or is declared as one that is no JSON."""
    if operation.response is None:
        return operation.raw != ()
    return any(fnmatch.fnmatchcase(media_type, pattern) for pattern in operation.raw)


def view(kind: View) -> View:
    """Adds a way to see an exchange, under its kind."""
    VIEWS[kind.kind] = kind
    return kind
