"""The ways checks see an exchange, by name; a surface may add its own."""

from __future__ import annotations

from typing import TypeVar

from oaic_spec import contract

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import EVENT_STREAM, LINES, Exchange
from oaic_suite.evidence.lines import Lines
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream

View = TypeVar("View", bound=type[Evidence])
VIEWS: dict[str, type[Evidence]] = {"reply": Reply, "stream": Stream, "lines": Lines, "refusal": Refusal}
STREAMED = {EVENT_STREAM: "stream", LINES: "lines"}  # how a stream is seen, by its media type
ERROR = 400


def seen_as(exchange: Exchange) -> str:
    """The kind that fits an exchange, by its status and by what was asked for."""
    if exchange.status is not None and exchange.status >= ERROR:
        return "refusal"
    operation = contract().operations.get(exchange.request.operation or "")
    if operation is None or operation.stream is None:
        return "stream" if exchange.request.wants_stream else "reply"
    return STREAMED[operation.stream.media_type] if operation.streams(exchange.request.json) else "reply"


def view(kind: View) -> View:
    """Adds a way to see an exchange, under its kind."""
    VIEWS[kind.kind] = kind
    return kind
