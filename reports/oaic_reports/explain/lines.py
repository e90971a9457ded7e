"""An exchange in a few lines: what was sent, and the beginning and the end of what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Exchange, Where

from oaic_reports.timeline import frames, is_stream
from oaic_reports.untrusted import capped

BODY = 1500  # characters
FRAME = 300
FIRST, LAST = 2, 2  # frames of a stream
TOLD = ("content-type", "content-encoding", "transfer-encoding", "location", "connection")
USUAL = ("accept", "accept-encoding", "user-agent", "content-type", "authorization", "x-oaic-fault")  # in a request
VERSION_OF_THE_API = "/v1"


@dataclass(frozen=True)
class Lines:
    sent: tuple[str, ...]
    received: tuple[str, ...]


def lines(exchange: Exchange, where: Where | None = None) -> Lines:
    return Lines(tuple(sent(exchange)), tuple(received(exchange, where["header"] if where else None)))


def sent(exchange: Exchange) -> Iterator[str]:
    request = exchange["request"]
    address = request["url"].partition(VERSION_OF_THE_API)[2] or request["url"]
    yield f"{request['method']} {capped(address, FRAME)}"
    others = [(name, value) for name, value in request["headers"] if name.lower() not in USUAL]
    yield from (capped(f"{name}: {value}", FRAME) for name, value in others)
    if request["body"]:
        yield capped(request["body"], BODY)


def received(exchange: Exchange, header: str | None) -> Iterator[str]:
    yield f"{exchange['status']}" if exchange["status"] is not None else f"no answer: {exchange['note']}"
    named = {*TOLD, (header or "").lower()}
    yield from (capped(f"{name}: {value}", FRAME) for name, value in exchange["headers"] if name.lower() in named)
    yield ""
    if is_stream(exchange):
        yield from streamed([capped(frame.text, FRAME) for frame in frames(exchange)])
    elif exchange["body"]:
        yield capped(exchange["body"], BODY)
    if exchange["ended"] != "complete":
        yield f"({exchange['ended']}: {exchange['note']})"


def streamed(texts: list[str]) -> Iterator[str]:
    left = len(texts) - FIRST - LAST
    shown = texts if left <= 1 else [*texts[:FIRST], f"… {left} more frames …", *texts[-LAST:]]
    for text in shown:
        yield text
        yield ""
