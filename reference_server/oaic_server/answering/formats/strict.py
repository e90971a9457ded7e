"""The part of JSON Schema that a strict schema may use, and where one leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
BEYOND = ("oneOf", "allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties")
NAMES = ("properties", "$defs", "definitions")
NAMED = 10  # of those that are missing
LISTED = ("anyOf", "prefixItems")
BELOW = (*NAMES, *LISTED, "items")  # the words that schemas lie below, in the order that complaints come in


def complaints(schema: Schema) -> Iterator[str]:
    """What keeps a schema from being strict, each with its place."""
    if "anyOf" in schema:
        yield "expected an object at the top, found anyOf"
    for place, part in parts(schema, ""):
        yield from (f"at {place or '/'}: expected {why}" for why in against(part))


def against(schema: Schema) -> Iterator[str]:
    if not schema.keys().isdisjoint(BEYOND):
        yield from (f"none of {', '.join(BEYOND)}, found {word}" for word in BEYOND if word in schema)
    if not is_object(schema):
        return
    if schema.get("additionalProperties") is not False:
        yield "additionalProperties: false"
    required = frozenset(schema.get("required", []))
    missing = [name for name in schema.get("properties", {}) if name not in required]
    if missing:
        yield f"every property in required, found it without {', '.join(missing[:NAMED])}"


def is_object(schema: Schema) -> bool:
    kind = schema.get("type")
    return "properties" in schema or kind == "object" or (isinstance(kind, list) and "object" in kind)


def parts(schema: Any, place: str) -> Iterator[tuple[str, Schema]]:
    """The schema and all that lie in it."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for word in (word for word in BELOW if word in schema):
        for step, part in steps(word, schema[word]):
            if is_leaf(part):
                yield f"{place}/{step}", part
            else:
                yield from parts(part, f"{place}/{step}")


def steps(word: str, below: Any) -> Iterator[tuple[str, Any]]:
    if word in NAMES:
        yield from ((f"{word}/{name}", part) for name, part in below.items())
    elif word in LISTED:
        yield from ((f"{word}/{number}", part) for number, part in enumerate(below))
    else:
        yield word, below


def is_leaf(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.keys().isdisjoint(BELOW)


def strictened(schema: Any) -> Any:
    """The schema as a strict one would have it: every object closed, and every property required."""
    if not isinstance(schema, dict) or (is_leaf(schema) and not is_object(schema)):
        return schema
    named = {word: {name: strictened(part) for name, part in schema[word].items()} for word in NAMES if word in schema}
    listed = {word: [strictened(part) for part in schema[word]] for word in LISTED if word in schema}
    below = {**schema, **named, **listed, **({"items": strictened(schema["items"])} if "items" in schema else {})}
    closed = {"additionalProperties": False, "required": [*below.get("properties", {})]} if is_object(below) else {}
    return {**below, **closed}
