"""Answers that are kept, where a request says `store`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from oaic_server.state.chats import KeptChat
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.chunks import Chunk, chunks
from oaic_server.surfaces.chat.fold import fold
from oaic_server.surfaces.chat.plan import Plan

Body = dict[str, Any]
# What is told of the request beside the answer; null where it said nothing.
ECHOES = (
    *("frequency_penalty", "presence_penalty", "response_format", "seed", "temperature", "tool_choice"),
    *("tools", "top_p"),
)


def kept_when_told(told: Iterator[Chunk], planned: Plan, body: Body, service: Service) -> Iterator[Chunk]:
    """The chunks as they are; after the last of them their answer is kept, whole whether it was streamed or not."""
    yield from told
    if body.get("store"):
        whole = fold(chunks(replace(planned, include_usage=True, include_obfuscation=False)))
        service.chats.put(planned.id, KeptChat.of(described(whole, body), body["messages"]))


def described(whole: Body, body: Body) -> Body:
    echoes = {name: body.get(name) for name in ECHOES}
    return {**whole, **echoes, "input_user": body.get("user"), "metadata": body.get("metadata") or {}}
