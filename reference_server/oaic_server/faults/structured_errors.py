"""Wrong formats that are guessed at: each fault mends one, and answers as if it had been right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.faults import fault
from oaic_server.refusal import SERVER_FAULT
from oaic_server.reply import Reply
from oaic_server.request import Request

CHAT = "createChatCompletion"
Mend = Callable[[Any], Any]
AN_OBJECT = {"type": "object"}
OBJECT_FORMAT = {"type": "json_object"}


def format_of(request: Request) -> Any:
    return request.body.get("response_format") if isinstance(request.body, dict) else None


def definition_of(request: Request) -> dict[str, Any] | None:
    asked = format_of(request)
    told = asked.get("json_schema") if isinstance(asked, dict) else None
    return told if isinstance(told, dict) else None


def with_format(request: Request, asked: Any) -> Request:
    return replace(request, body=request.body | {"response_format": asked})


def redefined(request: Request, **members: Any) -> Request:
    return with_format(request, format_of(request) | {"json_schema": (definition_of(request) or {}) | members})


def guess(id: str) -> Callable[[Callable[[Request], Request | None]], Callable[[Request], Request | None]]:
    return fault(id, stage="request", on=CHAT)


@guess("structured.unknown-type.refused")
def an_unknown_format_is_taken_for_text(request: Request) -> Request | None:
    asked = format_of(request)
    stray = isinstance(asked, dict) and asked.get("type", "text") not in ("text", "json_object", "json_schema")
    return with_format(request, {"type": "text"}) if stray else None


@guess("structured.missing-type.refused")
def a_format_is_taken_for_json(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, OBJECT_FORMAT) if isinstance(asked, dict) and "type" not in asked else None


@guess("structured.wrong-type-format.refused")
def a_format_may_be_given_by_its_name(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, {"type": asked}) if isinstance(asked, str) else None


@guess("structured.missing-json-schema.refused")
def no_schema_is_taken_for_any(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, OBJECT_FORMAT) if asked == {"type": "json_schema"} else None


@guess("structured.missing-name.refused")
def a_schema_needs_no_name(request: Request) -> Request | None:
    told = definition_of(request)
    return redefined(request, name="unnamed") if told is not None and "name" not in told else None


@guess("structured.wrong-type-name.refused")
def a_number_is_a_name(request: Request) -> Request | None:
    told = definition_of(request) or {}
    return redefined(request, name=str(told["name"])) if isinstance(told.get("name"), int) else None


@guess("structured.wrong-type-schema.refused")
def a_schema_that_is_text_is_dropped(request: Request) -> Request | None:
    told = definition_of(request) or {}
    return redefined(request, schema=AN_OBJECT) if isinstance(told.get("schema"), str) else None


@guess("structured.wrong-type-strict.refused")
def a_strict_in_words_is_true(request: Request) -> Request | None:
    told = definition_of(request) or {}
    return redefined(request, strict=True) if isinstance(told.get("strict"), str) else None


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
