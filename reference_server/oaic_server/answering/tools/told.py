"""Tools as the server tells them back: with what holds where a request does not say."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from oaic_server.answering.formats.strict import complaints, strictened

Entry = dict[str, Any]
OFFERING = ("additional_tools", "tool_search_output")  # items that offer further tools
NULLABLE = ("description", "parameters")


def told(entry: Entry) -> Entry:
    return function(entry) if entry["type"] == "function" else entry


def function(entry: Entry) -> Entry:
    """Where a function does not say whether it is strict, it is made so if its schema can be."""
    parameters, strict = entry.get("parameters"), entry.get("strict")
    if strict is None and parameters is not None and jsonschema_rs.meta.is_valid(parameters):
        stricter = strictened(parameters)
        strict = not list(complaints(stricter))
        parameters = stricter if strict else parameters
    whole = {"description": None, **entry, "parameters": parameters, "strict": bool(strict)}
    return {name: value for name, value in whole.items() if value is not None or name in NULLABLE}
