"""Which faults would change this reply: listed in a header on request, so that a kill matrix need not try them all."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import Fault, known

EVERY = "?"  # asks for them, in place of a fault's id; the beginning of an id behind it asks for those alone
TOUCHED_HEADER = "x-oaic-touched"


def touching(request: Request, reply: Reply, beginning: str) -> Iterator[str]:
    answered = bool(request.operation) and not reply.is_error  # by its handler
    for fault in known().values():
        if fault.id.startswith(beginning) and fault.concerns(request) and changes(fault, request, reply, answered):
            yield fault.id


def changes(fault: Fault, request: Request, reply: Reply, answered: bool) -> bool:
    """Tried on copies; a fault that fails on them might do anything, so it counts."""
    try:
        if fault.stage == "request":
            twin = replace(request, body=copied(request.body))
            return (fault.function(twin) or twin) != request
        if fault.stage == "answer":
            return answered and fault.function(replace(request, body=copied(request.body))) is not None
        twin_reply = twin_of(reply)
        return everything_sent(fault.function(twin_reply) or twin_reply) != everything_sent(reply)
    except Exception:
        return True


def twin_of(reply: Reply) -> Reply:
    frames = reply.frames
    return replace(
        reply,
        headers=list(reply.headers),
        body=copied(reply.body),
        source=None if frames is None else [replace(frame, data=copied(frame.data)) for frame in frames],
        wire=copy.copy(reply.wire),
    )


def copied(value: Any) -> Any:
    """A copy of an object or an array; other values cannot be changed in place."""
    return orjson.loads(orjson.dumps(value)) if isinstance(value, dict | list) else value


def everything_sent(reply: Reply) -> tuple[Any, ...]:
    frames = reply.frames
    content = reply.content() if frames is None else [(frame.encode(reply.encode), frame.delay) for frame in frames]
    return reply.status, reply.headers, content, reply.wire
