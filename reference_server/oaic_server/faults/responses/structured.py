"""Texts that should be JSON by a schema, and are not."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, texts


def kind(reply: Reply) -> str:
    return str(((reply.request.body.get("text") or {}).get("format") or {}).get("type"))


@fault("responses.structured.json", on=RESPONSE)
@in_responses
def json_stands_in_a_fence(reply: Reply) -> None:
    for part in texts(reply) if kind(reply) in ("json_schema", "json_object") else ():
        part["text"] = f"```json\n{part['text']}\n```"


@fault("responses.structured.schema", on=RESPONSE)
@in_responses
def the_schema_is_not_kept(reply: Reply) -> None:
    for part in texts(reply) if kind(reply) == "json_schema" else ():
        part["text"] = '{"salutation":"Hello."}'


@fault("responses.structured.streamed", stage="request", on=RESPONSE)
def streams_have_no_format(request: Request) -> Request:
    if not request.stream or "text" not in request.body:
        return request
    return replace(request, body={name: value for name, value in request.body.items() if name != "text"})


@fault("responses.structured.told", on=RESPONSE)
@in_responses
def the_format_is_told_as_text(reply: Reply) -> None:
    reply.body["text"] = {"format": {"type": "text"}}
