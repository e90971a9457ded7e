"""Chats the Node SDK stumbles over."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_texts, messages
from oaic_server.faults.chat.stream.replies import in_streamed_texts
from oaic_server.faults.operations import CHAT
from oaic_server.faults.sdk_node.replies import A_WORD, NOT_JSON, unfinish


@fault("sdk-node.chat.reply", on=CHAT, also={"chat.reply.content-type": NOT_JSON})
@in_texts
def an_answer_is_declared_as_bytes(reply: Reply) -> None:
    reply.set_header("content-type", "application/octet-stream")


@fault("sdk-node.chat.stream", on=CHAT, also={"chat.stream.json": A_WORD})
@in_streamed_texts
def a_stream_begins_with_a_word(reply: Reply) -> None:
    reply.frames = [Frame("ping"), *(reply.frames or [])]


@fault(
    "sdk-node.chat.helper",
    on=CHAT,
    also={
        "chat.stream.choices": "a chunk has none",
        "chat.stream.usage.own-chunk": "the counts stand in no chunk without choices",
    },
)
@in_streamed_texts
def the_counts_come_without_choices(reply: Reply) -> None:
    for frame in reply.chunks:
        if not frame.data["choices"]:
            del frame.data["choices"]


@fault(
    "sdk-node.chat.parse",
    on=CHAT,
    also={"structured.refusal.content": "content is an object wherever a format is asked for"},
)
def a_document_is_no_text(reply: Reply) -> None:
    if by_schema(reply) and isinstance(reply.body, dict) and not reply.is_error:
        for message in messages(reply):
            message["content"] = {"text": message["content"]}


@fault("sdk-node.chat.parse-stream", on=CHAT)
def a_streamed_document_never_ends(reply: Reply) -> None:
    if by_schema(reply):
        unfinish(reply)


def by_schema(reply: Reply) -> bool:
    asked: Any = reply.request.body
    format = asked.get("response_format") if isinstance(asked, dict) else None
    return isinstance(format, dict) and format.get("type") == "json_schema"
