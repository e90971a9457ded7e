"""A schema of an older dialect in the keywords of 2020-12, its counts as integers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


COUNTS = [f"{end}{what}" for end in ("min", "max") for what in ("Length", "Items", "Properties", "Contains")]
COUNTLESS = 10**9  # more than we are ready to grow
TRANSLATED = {"items", "dependencies", *LIMITS, *COUNTS}


def modern(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Translates this schema alone; its subschemas are translated when they are reached."""
    return translated(schema) if schema.keys() & TRANSLATED else schema


def translated(schema: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(schema)
    if isinstance(said.get("items"), list):
        said["prefixItems"] = said.pop("items")
        said["items"] = said.pop("additionalItems", True)
    for name, needed in said.pop("dependencies", {}).items():
        word = "dependentRequired" if isinstance(needed, list) else "dependentSchemas"
        said[word] = {**said.get(word, {}), name: needed}
    for word, limit in LIMITS.items():
        if isinstance(said.get(word), bool):  # draft 4: whether the limit itself is excluded
            excluded = said.pop(word)
            said |= {word: said.pop(limit)} if excluded and limit in said else {}
    said |= {word: int(min(said[word], COUNTLESS)) for word in COUNTS if word in said}
    return said
