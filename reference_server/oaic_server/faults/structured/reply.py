"""Answers that are not what their schema says."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.operations import CHAT
from oaic_server.faults.structured.replies import (
    FENCED,
    definition,
    enforced,
    in_one,
    json_messages,
    kind,
    realigned,
    rewritten,
    strict,
)


@fault("structured.reply.unfenced", on=CHAT)
@in_answers
def json_is_shown_in_a_code_block(reply: Reply) -> None:
    for message, _ in json_messages(reply, enforced):
        message["content"] = FENCED.format(message["content"])
    realigned(reply)


@fault("structured.reply.json", stage="request", on=CHAT)
def formats_are_ignored(request: Request) -> Request | None:
    return in_one(request, enforced)


@fault("structured.reply.json:object-only", stage="request", on=CHAT)
def json_object_is_ignored(request: Request) -> Request | None:
    return in_one(request, lambda request: kind(request) == "json_object")


@fault("structured.reply.json:schema-only", stage="request", on=CHAT)
def strict_schemas_are_ignored(request: Request) -> Request | None:
    return in_one(request, strict)


@fault("structured.reply.json:chatty", on=CHAT)
@in_answers
def json_comes_with_a_greeting(reply: Reply) -> None:
    for message, _ in json_messages(reply, enforced):
        message["content"] = "Sure! Here it is: " + message["content"]
    realigned(reply)


@fault("structured.reply.json:canned", on=CHAT)
@in_answers
def every_format_gets_the_same_sentence(reply: Reply) -> None:
    """Shorter than any limit: what never was JSON was not cut short either."""
    for choice in choices(reply) if enforced(reply.request) else []:
        if choice["message"]["content"]:
            choice["message"]["content"], choice["finish_reason"] = "Hello from a mock.", "stop"
    realigned(reply)


@fault("structured.reply.json:endless", on=CHAT)
@in_answers
def every_format_gets_words_without_end(reply: Reply) -> None:
    for choice in choices(reply) if enforced(reply.request) else []:
        if choice["message"]["content"]:
            choice["message"]["content"], choice["finish_reason"] = "ngng " * 9, "length"
    realigned(reply)


@fault("structured.reply.json:null", on=CHAT)
@in_answers
def json_is_a_value_of_its_own(reply: Reply) -> None:
    """The value stands beside an empty `content`, as `parsed`."""
    for message, value in json_messages(reply, enforced):
        message |= {"content": None, "parsed": value}
    for choice in choices(reply) if enforced(reply.request) else []:
        choice["logprobs"] = None


@fault("structured.reply.object", on=CHAT)
@in_answers
def the_object_stands_in_an_array(reply: Reply) -> None:
    rewritten(reply, lambda request: kind(request) == "json_object", lambda value: [value])


@fault("structured.reply.satisfies", on=CHAT)
@in_answers
def a_required_member_is_left_out(reply: Reply) -> None:
    rewritten(reply, strict, lambda value: dict(list(value.items())[1:]))


@fault("structured.reply.satisfies:type", on=CHAT)
@in_answers
def every_value_is_text(reply: Reply) -> None:
    rewritten(reply, strict, lambda value: {name: str(member) for name, member in value.items()})


@fault("structured.reply.satisfies:enum", on=CHAT)
@in_answers
def values_that_are_listed_are_not_looked_up(reply: Reply) -> None:
    if strict(reply.request) and "enum" in json.dumps(definition(reply.request)):
        rewritten(reply, strict, lambda value: {name: f"{member}s" for name, member in value.items()})


@fault("structured.reply.satisfies:any-object", on=CHAT)
@in_answers
def a_schema_only_asks_for_json(reply: Reply) -> None:
    """A strict schema is taken for the wish for any object."""
    rewritten(reply, strict, lambda value: {})


@fault("structured.reply.closed", on=CHAT)
@in_answers
def a_member_too_many(reply: Reply) -> None:
    rewritten(reply, strict, lambda value: {**value, "reasoning": "Polly thought about it."})


@fault("structured.reply.closed:below", on=CHAT)
@in_answers
def a_member_too_many_below(reply: Reply) -> None:
    """Objects below the top are open, whatever their schema says."""
    rewritten(reply, strict, lambda value: {name: opened(member) for name, member in value.items()})


def opened(value: Any) -> Any:
    return {**value, "note": ""} if isinstance(value, dict) else value


@fault("structured.reply.tokens-spell-the-json", on=CHAT)
@in_answers
def the_brace_is_no_token(reply: Reply) -> None:
    if enforced(reply.request):
        for choice in choices(reply):
            if choice["logprobs"]:
                del choice["logprobs"]["content"][0]
