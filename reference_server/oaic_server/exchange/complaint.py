"""What the contract says about a body, in the words and codes of a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from oaic_spec import Problem, contract

from oaic_server.exchange.refusal import Refusal

CODES = {
    "required": "missing_required_parameter",
    "type": "invalid_type",
    "unknown": "unknown_parameter",
    "minItems": "array_below_min_length",
    "maxItems": "array_above_max_length",
    "minLength": "string_below_min_length",
    "maxLength": "string_above_max_length",
    "minimum": "below_min_value",
    "exclusiveMinimum": "below_min_value",
    "maximum": "above_max_value",
    "exclusiveMaximum": "above_max_value",
}
EMPTY = {("minItems", "[]"): "empty_array", ("minLength", '""'): "empty_string"}
INVALID_VALUE = "invalid_value"


def complaint(problem: Problem) -> Refusal:
    return Refusal(400, problem.sentence, code=code(problem), param=problem.path or None)


def code(problem: Problem) -> str:
    known = EMPTY.get((problem.keyword, problem.observed)) or CODES.get(problem.keyword, INVALID_VALUE)
    if not known.endswith("_value") or known == INVALID_VALUE:
        return known
    member = problem.pointer.rpartition("/")[2]
    return f"{'decimal' if member in decimals() else 'integer'}_{known}"


@cache
def decimals() -> frozenset[str]:
    """The members that the contract types as numbers, by name."""
    return frozenset(_decimals(contract().document))


def _decimals(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _decimals(item)
    if not isinstance(node, dict):
        return
    properties = node.get("properties")
    for name, schema in properties.items() if isinstance(properties, dict) else ():
        if isinstance(schema, dict) and "number" in _types(schema):
            yield name
    for value in node.values():
        yield from _decimals(value)


def _types(schema: dict[str, Any]) -> list[Any]:
    kinds = schema.get("type", [])
    return kinds if isinstance(kinds, list) else [kinds]
