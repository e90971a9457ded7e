"""Answers in JSON that break what clients rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.answers import CHAT, choices, in_answers, messages
from oaic_server.reply import Reply
from oaic_server.request import Request

FENCED = "```json\n{}\n```"


def kind(request: Request) -> str:
    asked = request.body.get("response_format") if isinstance(request.body, dict) else None
    return str(asked.get("type")) if isinstance(asked, dict) else "text"


def strict(request: Request) -> bool:
    return kind(request) == "json_schema" and definition(request).get("strict") is True


def loose(request: Request) -> bool:
    told = definition(request) if kind(request) == "json_schema" else {}
    return (
        isinstance(told.get("name"), str)
        and isinstance(told.get("schema"), dict)
        and told.get("strict") in (None, False)
    )


def enforced(request: Request) -> bool:
    return kind(request) == "json_object" or strict(request)


def definition(request: Request) -> dict[str, Any]:
    told: Any = request.body["response_format"].get("json_schema")
    return told if isinstance(told, dict) else {}


def unformatted(request: Request) -> Request:
    return replace(request, body={name: value for name, value in request.body.items() if name != "response_format"})


def rewritten(reply: Reply, wanted: Callable[[Request], bool], change: Callable[[Any], Any]) -> None:
    """Writes each JSON text anew; what is not whole stays as it is."""
    for message, value in told(reply, wanted):
        message["content"] = json.dumps(change(value))
    realigned(reply)


def realigned(reply: Reply) -> None:
    """Where the text of an answer was changed, one token tells all of it."""
    for choice in choices(reply):
        if choice["logprobs"] and enforced(reply.request):
            text = choice["message"]["content"]
            entry = choice["logprobs"]["content"][0] | {"token": text, "bytes": list(text.encode())}
            choice["logprobs"]["content"] = [entry]


def told(reply: Reply, wanted: Callable[[Request], bool]) -> list[tuple[dict[str, Any], Any]]:
    """The messages that hold JSON, each with its value."""
    found = messages(reply) if wanted(reply.request) else []
    return [(message, value) for message in found if (value := read(message["content"])) is not None]


def read(text: str | None) -> Any:
    try:
        return json.loads(text or "")
    except ValueError:
        return None


def in_one(request: Request, wanted: Callable[[Request], bool]) -> Request | None:
    """The request without its format, where it is one of those and asks for a whole answer."""
    return unformatted(request) if wanted(request) and not request.stream else None


# --- that it is taken --------------------------------------------------------------------------------


@fault("structured.object.accepted", stage="answer", on=CHAT)
def json_needs_a_schema(request: Request) -> Reply | None:
    """`json_object` is refused with a sentence where the error should stand."""
    sentence = "'response_format.type' must be 'json_schema' or 'text'"
    return Reply.json(request, {"error": sentence}, 400) if whole(request, "json_object") else None


@fault("structured.schema.accepted", stage="answer", on=CHAT)
def schemas_are_not_known(request: Request) -> Reply | None:
    """`json_schema` is a type the server fails on."""
    return Reply.json(request, failure(), 500) if whole(request, "json_schema") else None


@fault("structured.schema.accepted:references", stage="answer", on=CHAT)
def references_cannot_be_compiled(request: Request) -> Reply | None:
    compiles = not whole(request, "json_schema") or "$ref" not in json.dumps(definition(request))
    return None if compiles else Reply.json(request, failure(), 500)


def whole(request: Request, wanted: str) -> bool:
    return kind(request) == wanted and not request.stream


def failure() -> dict[str, Any]:
    return {"error": {"message": "unsupported grammar", "type": "server_error", "param": None, "code": None}}


# --- that it is kept ---------------------------------------------------------------------------------


@fault("structured.reply.unfenced", on=CHAT)
@in_answers
def json_is_shown_in_a_code_block(reply: Reply) -> None:
    for message, _ in told(reply, enforced):
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
    for message, _ in told(reply, enforced):
        message["content"] = "Sure! Here it is: " + message["content"]
    realigned(reply)


@fault("structured.reply.json:null", on=CHAT)
@in_answers
def json_is_a_value_of_its_own(reply: Reply) -> None:
    """The value stands beside an empty `content`, as `parsed`."""
    for message, value in told(reply, enforced):
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


# --- without strict ----------------------------------------------------------------------------------


@fault("structured.loose.json", stage="request", on=CHAT)
def a_schema_counts_only_when_strict(request: Request) -> Request | None:
    return in_one(request, loose)


@fault("structured.loose.json:fenced", on=CHAT)
@in_answers
def loose_json_is_shown_in_a_code_block(reply: Reply) -> None:
    for message, _ in told(reply, loose):
        message["content"] = FENCED.format(message["content"])


@fault("structured.loose.satisfies", on=CHAT)
@in_answers
def a_loose_schema_only_asks_for_json(reply: Reply) -> None:
    rewritten(reply, loose, lambda value: {"answer": value})


# --- in its place ------------------------------------------------------------------------------------


@fault("structured.cut.finish", on=CHAT)
@in_answers
def half_a_document_seems_whole(reply: Reply) -> None:
    if enforced(reply.request):
        for choice in choices(reply):
            choice["finish_reason"] = "stop"


@fault("structured.refusal.content", on=CHAT)
@in_answers
def a_refusal_is_told_twice(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = message["content"] or message["refusal"]


@fault("structured.tools.called", stage="request", on=CHAT)
def a_schema_silences_the_tools(request: Request) -> Request | None:
    if kind(request) != "json_schema" or request.stream:
        return None
    return replace(request, body={name: value for name, value in request.body.items() if not name.startswith("tool")})


# --- legal all the same ------------------------------------------------------------------------------


@benign("structured.pretty", on=CHAT)
@in_answers
def json_is_printed_for_people(reply: Reply) -> None:
    for message, value in told(reply, enforced):
        message["content"] = "\n" + json.dumps(value, indent=2) + "\n"
    realigned(reply)


@benign("structured.disordered", on=CHAT)
@in_answers
def members_come_in_another_order(reply: Reply) -> None:
    rewritten(reply, strict, lambda value: dict(reversed(value.items())))


@benign("structured.no-refusals", stage="request", on=CHAT)
def the_model_never_refuses(request: Request) -> Request | None:
    """A request to refuse is answered in JSON like any other."""
    body = request.body if isinstance(request.body, dict) else {}
    asking = "refuse to answer" in json.dumps(body.get("messages"))
    return replace(request, body=body | {"messages": [{"role": "user", "content": "Hello"}]}) if asking else None


@benign("structured.always-refuses", on=CHAT)
@in_answers
def the_model_refuses_every_schema(reply: Reply) -> None:
    if kind(reply.request) == "json_schema":
        for choice in choices(reply):
            choice["message"] |= {"content": None, "refusal": "I can't help with that."}
            choice["logprobs"] = None
