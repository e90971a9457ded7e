"""Formats that lack something, which is made up."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults.structured.guesses import definition_of, format_of, guess, redefined, with_format

OBJECT_FORMAT = {"type": "json_object"}


@guess("structured.missing-type.refused")
def a_format_is_taken_for_json(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, OBJECT_FORMAT) if isinstance(asked, dict) and "type" not in asked else None


@guess("structured.missing-json-schema.refused")
def no_schema_is_taken_for_any(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, OBJECT_FORMAT) if asked == {"type": "json_schema"} else None


@guess("structured.missing-name.refused")
def a_schema_needs_no_name(request: Request) -> Request | None:
    told = definition_of(request)
    return redefined(request, name="unnamed") if told is not None and "name" not in told else None
