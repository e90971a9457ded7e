"""Formats with a member of the wrong type, taken for something."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults.structured.guesses import definition_of, format_of, guess, redefined, with_format

AN_OBJECT = {"type": "object"}


@guess("structured.wrong-type-format.refused")
def a_format_may_be_given_by_its_name(request: Request) -> Request | None:
    asked = format_of(request)
    return with_format(request, {"type": asked}) if isinstance(asked, str) else None


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
