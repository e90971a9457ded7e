"""The same document with each union decided by what tells its branches apart, so that nothing is tried in vain.

A validator that finds a union missed keeps all that is wrong by every branch: a megabyte of small mistakes costs
gigabytes. What decides is the discriminator, else the value's JSON type, else, among arrays, the first item. A
value that nothing decides meets the union itself, and misses every branch at its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_spec.pointer import resolve
from oaic_spec.wording import DECIDED, UNIONS, json_type, listed

Node = dict[str, Any]
Decision = tuple[Node, Node]  # the schema of a value that a branch is meant for, and the branch


def decided(document: Mapping[str, Any], *, takes_unknown: bool = False) -> Node:
    """With `takes_unknown`, no object is closed."""
    return {name: _decided(document, node, takes_unknown) for name, node in document.items()}


def _decided(document: Mapping[str, Any], node: Any, takes_unknown: bool) -> Any:
    if isinstance(node, list):
        return [_decided(document, item, takes_unknown) for item in node]
    if not isinstance(node, dict):
        return node
    below = {name: _decided(document, value, takes_unknown) for name, value in node.items()}
    if takes_unknown and below.get("additionalProperties") is False:
        del below["additionalProperties"]
    word = next((word for word in UNIONS if isinstance(below.get(word), list)), None)
    return below if word is None else _without_union(document, below, word)


def _without_union(document: Mapping[str, Any], node: Node, word: str) -> Node:
    union = {name: node[name] for name in (word, "discriminator") if name in node}
    rest = {name: node[name] for name in node if name not in union}
    decisions = _by_tag(union, word) if "discriminator" in union else _by_type(document, union[word])
    choice = _first_that_fits(decisions, union)
    return {**rest, "allOf": [*rest.get("allOf", ()), choice], DECIDED: union} if decisions else node


def _first_that_fits(decisions: list[Decision], otherwise: Node) -> Node:
    for meant, branch in reversed(decisions):
        otherwise = {"if": meant, "then": branch, "else": otherwise}
    return otherwise


def _by_tag(union: Node, word: str) -> list[Decision]:
    name, mapping = union["discriminator"]["propertyName"], union["discriminator"]["mapping"]
    branches = {branch["$ref"]: branch for branch in union[word]}
    tagged = [(_tagged(name, {"const": tag}), branches[ref]) for tag, ref in mapping.items()]
    return [*tagged, ({"type": "object"}, _tagged(name, {"enum": list(mapping)}))]


def _tagged(name: str, tag: Node) -> Node:
    return {"type": "object", "required": [name], "properties": {name: tag}}


def _by_type(document: Mapping[str, Any], branches: list[Node]) -> list[Decision]:
    """None at all where two branches take values of one type, and the items of arrays do not tell them apart."""
    typed = [(_types(document, branch), branch) for branch in branches]
    arrays = [branch for types, branch in typed if types == {"array"}]
    kinds = [kind for types, branch in typed for kind in types if branch not in arrays]
    if len(kinds) > len(set(kinds)) or (arrays and "array" in kinds):
        return []
    of_a_type = [({"type": sorted(types)}, branch) for types, branch in typed if branch not in arrays]
    return [*of_a_type, *_by_first_item(arrays)]


def _by_first_item(arrays: list[Node]) -> list[Decision]:
    """What begins like no branch, or is empty, is meant for the first."""
    begun = [(_beginning_with(branch["items"]["type"]), branch) for branch in arrays[1:]]
    return [*begun, *(({"type": "array"}, branch) for branch in arrays[:1])]


def _beginning_with(kind: str) -> Node:
    return {"type": "array", "minItems": 1, "prefixItems": [{"type": kind}]}


def _types(document: Mapping[str, Any], schema: Node) -> set[str]:
    """The JSON types of the values that a schema takes."""
    if "$ref" in schema:
        return _types(document, resolve(document, schema["$ref"]))
    if "type" in schema:
        return set(listed(schema["type"]))
    values = schema.get("enum", [schema["const"]] if "const" in schema else [])
    branches: list[Node] = next((schema[word] for word in UNIONS if word in schema), [])
    return {json_type(value) for value in values}.union(*(_types(document, branch) for branch in branches))
