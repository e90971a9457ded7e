"""Finds where another description of the API says something else than the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_spec.contract import EVENT_STREAM, JSON, Contract, Operation
from oaic_spec.drift import sdk
from oaic_spec.drift.shapes import ANY, Leaf, Leaves, Member, Shape, leaves_of_schemas, tag_name
from oaic_spec.forms.form import FORM
from oaic_spec.streams import payload_schema


@dataclass(frozen=True)
class Difference:
    """One fact on which the two disagree."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Comparison:
    """Walks two descriptions side by side; a pair of named objects is walked once."""

    ours: Leaves
    theirs: Leaves
    seen: set[tuple[str, str]]

    def values(self, where: str, ours: Iterable[Any], theirs: Iterable[Any]) -> Iterator[Difference]:
        our, their = Shape.of(ours, self.ours), Shape.of(theirs, self.theirs)
        if ANY in our.kinds | their.kinds:
            return
        yield from differing_sets(where, "type", our.kinds - {"null"}, their.kinds - {"null"})
        yield from enums(where, our, their)
        if our.items and their.items:
            yield from self.values(f"{where}[]", our.items, their.items)
        yield from self.objects(where, our.objects, their.objects)

    def objects(self, where: str, ours: Mapping[str, Leaf], theirs: Mapping[str, Leaf]) -> Iterator[Difference]:
        if [leaf.partial for leaf in ours.values() if not leaf.members] == [True]:
            return
        if len(ours) == len(theirs) == 1:
            [our], [their] = ours.values(), theirs.values()
            yield from self.members(where, our, their)
            return
        if ours and theirs:
            yield from differing_sets(where, "variant", ours.keys(), theirs.keys())
        for tag in sorted(ours.keys() & theirs.keys()):
            yield from self.members(f"{where}<{tag}>", ours[tag], theirs[tag], apart=tag_name(ours[tag], self.ours))

    def members(self, where: str, ours: Leaf, theirs: Leaf, apart: str | None = None) -> Iterator[Difference]:
        """`apart` names the member by which the two were matched."""
        pair = (ours.name, theirs.name)
        if pair in self.seen:
            return
        if all(pair):
            self.seen.add(pair)
        place = ours.name or where
        asked_of = ours.members.keys() if ours.partial else theirs.members.keys()
        yield from differing_sets(place, "member", ours.members.keys(), theirs.members.keys() & asked_of)
        for name in ours.members:
            if name in theirs.members and name != apart:
                yield from self.member(f"{place}.{name}", ours.members[name], theirs.members[name])

    def member(self, where: str, ours: Member, theirs: Member) -> Iterator[Difference]:
        our, their = Shape.of([ours.node], self.ours), Shape.of([theirs.node], self.theirs)
        # Where null is not known, "may be null" and "may be absent" are written alike.
        if ours.required != theirs.required and (theirs.null_known or not our.nullable):
            yield Difference(where, f"required {side(ours.required)} only")
        if theirs.null_known and our.nullable != their.nullable and ANY not in our.kinds | their.kinds:
            yield Difference(where, f"null {side(our.nullable)} only")
        yield from self.values(where, [ours.node], [theirs.node])


def side(is_ours: bool) -> str:
    return "here" if is_ours else "there"


def enums(where: str, ours: Shape, theirs: Shape) -> Iterator[Difference]:
    if "string" not in ours.kinds & theirs.kinds:
        return
    if ours.values is not None and theirs.values is not None:
        yield from differing_sets(where, "value", ours.values, theirs.values)
    elif ours.values != theirs.values:
        yield Difference(where, f"any string {side(ours.values is None)} only")


def differing_sets(where: str, noun: str, ours: Iterable[str], theirs: Iterable[str]) -> Iterator[Difference]:
    mine, others = set(ours), set(theirs)
    for name in sorted(mine ^ others):
        yield Difference(where, f"{noun} {name or '(untagged)'} {side(name in mine)} only")


def from_sdk(contract: Contract) -> list[Difference]:
    """Where the installed SDK's types differ from the schemas of our operations."""
    walk = Comparison(leaves_of_schemas(contract.document), sdk.leaves, set())
    names = dict.fromkeys(name for operation in upstream(contract) for name in schema_names(operation))
    found: list[Difference] = [Difference(name, "has no SDK class named") for name in names if name not in sdk.CLASSES]
    for name in sdk.CLASSES:
        if theirs := sdk.sdk_class(name):
            found += walk.values(name, [{"$ref": f"#/components/schemas/{name}"}], [theirs])
    return list(dict.fromkeys(found))


def upstream(contract: Contract) -> list[Operation]:
    """The operations that are upstream's: of what others agreed on beside them it knows nothing."""
    return [operation for operation in contract.operations.values() if not operation.convention]


def schema_names(operation: Operation) -> list[str]:
    return [schema.name for schema in (operation.request, operation.response, operation.chunk) if schema]


def from_document(contract: Contract, document: Mapping[str, Any]) -> list[Difference]:
    """Where an OpenAPI document differs from ours, operation by operation."""
    walk = Comparison(leaves_of_schemas(contract.document), leaves_of_schemas(document), set())
    theirs = operations(document)
    found: list[Difference] = []
    for name, ours in operations(contract.document).items():
        if name not in theirs:
            found.append(Difference(name, "operation here only"))
        for body in sorted(ours.keys() & theirs.get(name, {}).keys()):
            found += walk.values(f"{name} {body}", [ours[body]], [theirs[name][body]])
    return list(dict.fromkeys(found))


def operations(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By operationId the schemas of its bodies: request, response, chunk."""
    return {
        node.get("x-upstream-operation-id", node["operationId"]): dict(bodies(node))
        for item in document["paths"].values()
        for node in item.values()
        if isinstance(node, Mapping) and "operationId" in node and "x-convention" not in node
    }


def bodies(operation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    request = operation.get("requestBody", {}).get("content", {})
    answer = operation["responses"].get("200", {}).get("content", {})
    if asked := request.get(JSON) or request.get(FORM):
        yield "request", asked["schema"]
    if JSON in answer:
        yield "response", answer[JSON]["schema"]
    if EVENT_STREAM in answer:
        yield "chunk", chunk(answer[EVENT_STREAM])


def chunk(media: Mapping[str, Any]) -> Any:
    """Upstream puts the payload where the schema of the whole stream belongs."""
    return payload_schema(media) if "x-itemSchema" in media else media["schema"]
