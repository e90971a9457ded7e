"""The whole schema: what its references name, and how deep a value of each part must be at least."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from oaic_spec.pointer import resolve

from oaic_server.growth.dialect import modern
from oaic_server.growth.effort import Effort
from oaic_server.growth.kinds import SCALARS, kinds
from oaic_server.growth.unsatisfiable import Unsatisfiable

Schema = Any  # an object, or a boolean
VALUES_A_PART = 4  # of those that are listed, read while a part is


class Root:
    def __init__(self, schema: Mapping[str, Any], reading: Effort) -> None:
        self.schema = schema
        self._reading = reading
        self._named = {name: part for part in parts(schema) for name in names(part)}
        self._heights: dict[str, float] = dict.fromkeys(references(schema), math.inf)
        while self._settle():
            pass

    def resolve(self, ref: str) -> Schema:
        if ref == "#" or ref.startswith("#/"):
            return self._at(ref)
        if ref in self._named:
            return self._named[ref]
        raise Unsatisfiable(f"$ref {ref!r} names nothing in the schema")

    def is_endless(self, schema: Schema) -> bool:
        """Whether every value would have to hold itself: only references lead back to where they stand."""
        return bool(self._heights) and self.height(schema) == math.inf

    def height(self, schema: Schema) -> float:
        """The fewest levels a value needs; infinite where every way leads back to itself."""
        self._reading.spend()
        if isinstance(schema, bool):
            return 0 if schema else math.inf
        schema = modern(schema)
        if "const" in schema or "enum" in schema:
            return 0
        needed = [self._own(schema), self._heights.get(schema.get("$ref", ""), 0)]
        needed += [self.height(part) for part in schema.get("allOf", [])]
        needed += [min(map(self.height, schema[word])) for word in ("anyOf", "oneOf") if word in schema]
        return max(needed)

    def _settle(self) -> bool:
        """One round: a reference is as high as what it names, by what is known so far; most lead onward."""
        before = dict(self._heights)
        for ref in reversed(before):
            self._heights[ref] = self._named_height(ref)
        return self._heights != before

    def _named_height(self, ref: str) -> float:
        try:
            return self.height(self.resolve(ref))
        except Unsatisfiable:
            return math.inf

    def _own(self, schema: Mapping[str, Any]) -> float:
        return min(self._of_kind(kind, schema) for kind in kinds(schema))

    def _of_kind(self, kind: str, schema: Mapping[str, Any]) -> float:
        if kind in SCALARS:
            return 0
        below = list(members(schema)) if kind == "object" else list(items(schema))
        return 1 + max(map(self.height, below)) if below else 0

    def _at(self, ref: str) -> Schema:
        try:
            return resolve(self.schema, unquote(ref))
        except (KeyError, IndexError, ValueError, TypeError):
            raise Unsatisfiable(f"$ref {ref!r} names nothing in the schema") from None


def weight(schema: Schema) -> int:
    """What it takes to read a schema once: each part of it, and the values it lists."""
    found = list(parts(schema))
    return len(found) + sum(len(part["enum"]) for part in found if isinstance(part.get("enum"), list)) // VALUES_A_PART


def members(schema: Mapping[str, Any]) -> Iterator[Schema]:
    properties, otherwise = schema.get("properties", {}), schema.get("additionalProperties", True)
    return (properties.get(name, otherwise) for name in schema.get("required", []))


def items(schema: Mapping[str, Any]) -> Iterator[Schema]:
    first, rest = schema.get("prefixItems", []), schema.get("items", True)
    return (
        first[place] if place < len(first) else rest for place in range(min(schema.get("minItems", 0), len(first) + 1))
    )


def references(schema: Mapping[str, Any]) -> Iterator[str]:
    return (ref for part in parts(schema) if isinstance(ref := part.get("$ref"), str))


def names(part: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(anchor := part.get("$anchor"), str):
        yield f"#{anchor}"
    if isinstance(identifier := part.get("$id"), str):
        yield identifier


def parts(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the document; most of them are schemas."""
    if isinstance(node, dict):
        yield node
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, (dict, list)):
            yield from parts(value)
