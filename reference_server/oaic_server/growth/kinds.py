"""Which kinds of value a schema speaks of, said or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCALARS = ("string", "integer", "number", "boolean", "null")
KINDS = (*SCALARS, "object", "array")
HINTS = {
    "object": (
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "minProperties",
        "propertyNames",
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("minLength", "maxLength", "pattern", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}


def kinds(schema: Mapping[str, Any]) -> list[str]:
    """Of a schema that names no type: what its other words are about, or anything."""
    said = schema.get("type")
    if said is not None:
        return [said] if isinstance(said, str) else list(said)
    return [kind for kind, words in HINTS.items() if any(word in schema for word in words)] or list(KINDS)
