"""Answers to plain questions that come, end, and say nothing."""

from __future__ import annotations

from oaic_server.faults import benign, fault
from oaic_server.faults.answers import CHAT, in_texts, messages
from oaic_server.faults.streamed import in_streamed_texts
from oaic_server.reply import Reply

PLAIN = {"model", "messages", "max_tokens", "max_completion_tokens", "stream"}


def plain(reply: Reply) -> bool:
    return set(reply.request.body) <= PLAIN


@fault("chat.reply.not-silent", on=CHAT, also={"chat.stream.same-text": "the stream still says something"})
@in_texts
def nothing_is_said(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = "" if plain(reply) else message["content"]


@fault("chat.stream.not-silent", on=CHAT)
@in_streamed_texts
def every_piece_is_empty(reply: Reply) -> None:
    for delta in deltas(reply):
        if "content" in delta and plain(reply):
            delta["content"] = ""


@benign("chat.stream.reasoning-alone", on=CHAT)
@in_streamed_texts
def all_the_pieces_are_reasoning(reply: Reply) -> None:
    for delta in deltas(reply):
        if delta.get("content") and plain(reply):
            delta["reasoning_content"] = delta.pop("content")


def deltas(reply: Reply) -> list[dict[str, object]]:
    return [choice["delta"] for frame in reply.chunks for choice in frame.data["choices"]]
