"""Formats that are refused, or not kept."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.ollama.replies import whole
from oaic_server.faults.operations import OLLAMA_TALK

JSON = "json"


@fault("ollama.format.status", stage="answer", on=OLLAMA_TALK)
def a_format_is_a_schema_and_nothing_else(request: Request) -> None:
    if request.body.get("format") == JSON:
        raise Refusal(400, "format: expected a schema")


@fault("ollama.format.json", on=OLLAMA_TALK)
def json_is_announced_in_words(reply: Reply) -> None:
    for answer in whole(reply):
        if reply.request.body.get("format") == JSON:
            answer["message"]["content"] = f"Here it is: {answer['message']['content']}"


@fault("ollama.format.schema", on=OLLAMA_TALK)
def a_schema_is_taken_for_any_json(reply: Reply) -> None:
    for answer in whole(reply):
        if isinstance(reply.request.body.get("format"), dict):
            answer["message"]["content"] = '{"person": "Polly"}'
