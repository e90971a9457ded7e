"""Formats ignored, cut, refused; and legal oddities."""

from __future__ import annotations

import json
from dataclasses import replace

from oaic_server.exchange.refusal import SERVER_FAULT
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import choices, in_answers, messages
from oaic_server.faults.operations import CHAT
from oaic_server.faults.structured.guesses import format_of, guess, with_format
from oaic_server.faults.structured.replies import (
    FENCED,
    definition,
    enforced,
    failure,
    in_one,
    json_messages,
    kind,
    realigned,
    rewritten,
    strict,
)


def loose(request: Request) -> bool:
    declared = definition(request) if kind(request) == "json_schema" else {}
    return (
        isinstance(declared.get("name"), str)
        and isinstance(declared.get("schema"), dict)
        and declared.get("strict") in (None, False)
    )


@fault("structured.object.accepted", stage="answer", on=CHAT)
def json_needs_a_schema(request: Request) -> Reply | None:
    """`json_object` is refused with a sentence that does not say what for."""
    sentence = "This request cannot be handled."
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


@fault("structured.loose.json", stage="request", on=CHAT)
def a_schema_counts_only_when_strict(request: Request) -> Request | None:
    return in_one(request, loose)


@fault("structured.loose.json:fenced", on=CHAT)
@in_answers
def loose_json_is_shown_in_a_code_block(reply: Reply) -> None:
    for message, _ in json_messages(reply, loose):
        message["content"] = FENCED.format(message["content"])


@benign("structured.loose-shape", on=CHAT)
@in_answers
def a_loose_schema_only_asks_for_json(reply: Reply) -> None:
    """As the service was recorded to do: without `strict` nothing is promised."""
    rewritten(reply, loose, lambda value: {"answer": value})


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


@benign("structured.pretty", on=CHAT)
@in_answers
def json_is_printed_for_people(reply: Reply) -> None:
    for message, value in json_messages(reply, enforced):
        message["content"] = "\n" + json.dumps(value, indent=2) + "\n"
    realigned(reply)


@benign("structured.disordered", on=CHAT)
@in_answers
def members_come_in_another_order(reply: Reply) -> None:
    rewritten(reply, strict, lambda value: dict(reversed(value.items())))


@benign("structured.no-refusals", stage="request", on=CHAT)
def the_model_never_refuses(request: Request) -> Request | None:
    """A request to refuse is answered in JSON like any other."""
    body = request.members
    asking = "refuse to answer" in json.dumps(body.get("messages"))
    return replace(request, body=body | {"messages": [{"role": "user", "content": "Hello"}]}) if asking else None


@benign("structured.always-refuses", on=CHAT)
@in_answers
def the_model_refuses_every_schema(reply: Reply) -> None:
    if kind(reply.request) == "json_schema":
        for choice in choices(reply):
            choice["message"] |= {"content": None, "refusal": "I can't help with that."}
            choice["logprobs"] = None


@guess("structured.unknown-type.refused")
def an_unknown_format_is_taken_for_text(request: Request) -> Request | None:
    asked = format_of(request)
    stray = isinstance(asked, dict) and asked.get("type", "text") not in ("text", "json_object", "json_schema")
    return with_format(request, {"type": "text"}) if stray else None


@fault("structured.refused.client-fault", on=CHAT)
def a_wrong_format_breaks_the_server(reply: Reply) -> None:
    """A format nobody foresaw ends in the handler of last resort."""
    if about_format(reply):
        reply.status = 500
        reply.body["error"]["type"] = SERVER_FAULT


@fault("structured.refused.param", on=CHAT)
def the_refusal_of_a_format_names_nothing(reply: Reply) -> None:
    if about_format(reply):
        reply.body["error"]["param"] = None


def about_format(reply: Reply) -> bool:
    return reply.is_error and str(reply.body["error"]["param"]).startswith("response_format")
