"""What a schema or a type says about a value, in terms that both a JSON Schema and a Python class can fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_spec.pointer import resolve

ANY = "any"
TAGS = ("type", "role", "object")


@dataclass(frozen=True)
class Member:
    """A member of an object; `node` is whatever its side describes it with."""

    node: Any
    required: bool
    null_known: bool = True


@dataclass(frozen=True)
class Leaf:
    """One alternative of a value: a JSON type, and what is said about it."""

    kind: str
    values: frozenset[str] | None = None
    item: Any = None
    members: Mapping[str, Member] = field(default_factory=dict)
    name: str = ""
    partial: bool = False  # an object whose other members are left out on purpose


Leaves = Callable[[Any], Iterable[Leaf]]


@dataclass(frozen=True)
class Shape:
    """All alternatives of a value taken together."""

    kinds: frozenset[str]
    values: frozenset[str] | None
    items: tuple[Any, ...]
    objects: Mapping[str, Leaf]

    @property
    def nullable(self) -> bool:
        return "null" in self.kinds

    @classmethod
    def of(cls, nodes: Iterable[Any], leaves: Leaves) -> Shape:
        alternatives = [leaf for node in nodes for leaf in leaves(node)]
        strings = [leaf.values for leaf in alternatives if leaf.kind == "string"]
        closed = [values for values in strings if values is not None]
        return cls(
            kinds=frozenset(leaf.kind for leaf in alternatives),
            values=frozenset().union(*closed) if strings and len(closed) == len(strings) else None,
            items=tuple(leaf.item for leaf in alternatives if leaf.item is not None),
            objects={tag: leaf for leaf in alternatives if leaf.kind == "object" for tag in tags(leaf, leaves)},
        )


def tags(leaf: Leaf, leaves: Leaves) -> Iterable[str]:
    """The constants that tell this kind of object from others; an empty one when there is none."""
    name = tag_name(leaf, leaves)
    return sorted(constants(leaf, name, leaves)) if name else [""]


def tag_name(leaf: Leaf, leaves: Leaves) -> str | None:
    """The member that holds those constants."""
    return next((name for name in TAGS if name in leaf.members and constants(leaf, name, leaves)), None)


def constants(leaf: Leaf, name: str, leaves: Leaves) -> frozenset[str]:
    told = [each.values for each in leaves(leaf.members[name].node) if each.kind == "string"]
    return frozenset() if None in told else frozenset().union(*(values or () for values in told))


def leaves_of_schemas(document: Mapping[str, Any]) -> Leaves:
    """Reads JSON Schemas that live in `document`, in the spelling of OpenAPI 3.0 or 3.1."""

    def leaves(schema: Any, name: str = "") -> Iterator[Leaf]:
        if schema.get("nullable"):
            yield Leaf("null")
        if "$ref" in schema:
            yield from leaves(resolve(document, schema["$ref"]), schema["$ref"].rpartition("/")[2])
        elif "x-variants" in schema:
            for tag, variant in schema["x-variants"]["schemas"].items():
                yield from (tagged(leaf, schema["x-variants"]["by"], tag) for leaf in leaves(variant))
        elif "allOf" in schema:
            yield from leaves(merged(document, schema), name)
        elif branches := schema.get("anyOf") or schema.get("oneOf"):
            for branch in branches:
                yield from leaves(branch)
        else:
            yield from simple(schema, name)

    return leaves


def simple(schema: Mapping[str, Any], name: str) -> Iterator[Leaf]:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    kinds = schema.get("type", "string" if values else "object" if "properties" in schema else ANY)
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield Leaf(
            kind=kind,
            values=frozenset(value for value in values if value is not None) if values else None,
            item=schema.get("items"),
            members=members(schema) if kind == "object" else {},
            name=name if kind == "object" else "",
            partial=schema.get("x-partial", False),
        )
    if values and None in values and "null" not in kinds:
        yield Leaf("null")


def tagged(leaf: Leaf, by: str, tag: str) -> Leaf:
    """An alternative under the constant that names it, whatever its own schema says of that."""
    return replace(leaf, members={**leaf.members, by: Member({"const": tag}, required=True)})


def members(schema: Mapping[str, Any]) -> dict[str, Member]:
    required = schema.get("required", ())
    return {name: Member(node, name in required) for name, node in schema.get("properties", {}).items()}


def merged(document: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """The objects of an `allOf` as one; where two speak of a member, the later one is believed."""
    if "$ref" in schema:
        return merged(document, resolve(document, schema["$ref"]))
    parts = [merged(document, part) for part in schema.get("allOf", [])] + [schema]
    properties = {name: node for part in parts for name, node in part.get("properties", {}).items()}
    required = [name for part in parts for name in part.get("required", [])]
    return {"type": "object", "properties": properties, "required": required}
