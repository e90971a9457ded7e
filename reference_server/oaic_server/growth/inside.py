"""What lies inside an object or an array: which members, how many, and the schema of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from oaic_server.growth.merging import Flat, both, member
from oaic_server.growth.root import Schema
from oaic_server.growth.unsatisfiable import Unsatisfiable


def needed(flat: Flat) -> dict[str, None]:
    """The required members, and those that they require in turn; in order."""
    required, depend = dict.fromkeys(flat.get("required", [])), flat.get("dependentRequired", {})
    waiting = list(required)
    while waiting:
        further = [name for name in depend.get(waiting.pop(), []) if name not in required]
        required |= dict.fromkeys(further)
        waiting += further
    return required


def is_map(flat: Flat) -> bool:
    """Whether members may have names that the schema does not state."""
    return isinstance(flat.get("additionalProperties"), Mapping) or "patternProperties" in flat


def name_schema(flat: Flat, place: int) -> Schema:
    """What a name of our own must be; the patterns take turns."""
    patterns = list(flat.get("patternProperties", {}))
    about = {"pattern": patterns[place % len(patterns)]} if patterns else {"minLength": 1}
    return both(flat.get("propertyNames", True), {"type": "string", **about})


def member_schema(flat: Flat, name: str) -> Schema:
    said = [part for pattern, part in flat.get("patternProperties", {}).items() if matches(pattern, name)]
    if name in flat.get("properties", {}):
        said.append(flat["properties"][name])
    otherwise = flat.get("unevaluatedProperties", True)
    return {"allOf": said} if said else member({"additionalProperties": otherwise, **flat}, name)


def matches(pattern: str, name: str) -> bool:
    try:
        return jsonschema_rs.is_valid({"pattern": pattern}, name)
    except jsonschema_rs.ValidationError:
        raise Unsatisfiable(f"pattern {pattern!r}: no regular expression") from None


def fewest_items(flat: Flat) -> int:
    contained = flat.get("minContains", 1) if "contains" in flat else 0
    return int(max(flat.get("minItems", 0), contained))


def most_items(flat: Flat) -> float:
    return float(flat.get("maxItems", math.inf))


def item_schema(flat: Flat, place: int) -> Schema:
    first: list[Any] = flat.get("prefixItems", [])
    schema = first[place] if place < len(first) else flat.get("items", flat.get("unevaluatedItems", True))
    return both(schema, flat["contains"]) if "contains" in flat and place < flat.get("minContains", 1) else schema
