"""Faults of text in scripts of every kind."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import ELSEWHERE, in_texts, messages, recount
from oaic_server.faults.operations import CHAT


@fault("chat.scripts.whole-characters", on=CHAT, also={"chat.logprobs.tokens-spell-the-text": "the tokens are whole"})
@in_texts
def tokens_are_decoded_one_by_one(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = "".join(c if c <= "\uffff" else "\ufffd\ufffd" for c in message["content"] or "")


@fault("chat.scripts.read-as-utf-8", stage="request", on=CHAT)
def a_body_is_read_as_latin_1(request: Request) -> Request:
    if not isinstance(request.body, dict) or ELSEWHERE & request.body.keys():
        return request
    if not isinstance(request.body.get("messages"), list):
        return request
    return replace(request, body=request.body | {"messages": [misread(each) for each in request.body["messages"]]})


def misread(message: Any) -> Any:
    content = message.get("content") if isinstance(message, dict) else None
    return message | {"content": content.encode().decode("latin-1")} if isinstance(content, str) else message


@fault(
    "chat.scripts.counted",
    on=CHAT,
    also=dict.fromkeys(("chat.stream.usage.prompt-as-plain", "tokenize.chat"), "there tokens are counted"),
)
@in_texts
def words_are_counted_instead_of_tokens(reply: Reply) -> None:
    recount(reply, prompt_tokens=len(str(reply.request.body["messages"]).split()))


@benign("chat.scripts.escaped", on=CHAT)
@in_texts
def every_character_is_escaped(reply: Reply) -> None:
    """As Python writes JSON: a character beyond 16 bits is a pair of escapes."""
    reply.encode = lambda value: json.dumps(value).encode()
