"""A schema without its branches: each way to satisfy `$ref`, `allOf`, `anyOf`, `oneOf` and `if`, as one flat schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from oaic_server.growth.dialect import modern
from oaic_server.growth.effort import Effort
from oaic_server.growth.merging import Flat, merge
from oaic_server.growth.root import Root, Schema
from oaic_server.growth.unsatisfiable import Unsatisfiable

WORDS_A_STEP = 20
BRANCHING = {"$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"}


@dataclass(frozen=True)
class Way:
    """How branches are found, in which order they are taken, and how many may be tried."""

    root: Root
    order: Callable[[list[Schema]], list[Schema]]
    effort: Effort


def alternatives(schema: Schema, way: Way, seen: frozenset[str] = frozenset()) -> Iterator[Flat]:
    if isinstance(schema, bool):
        yield from [{}] if schema else []
        return
    schema = modern(schema)
    ref = schema.get("$ref")
    if ref in seen:  # a reference that comes back to itself adds nothing
        return
    plain = {word: value for word, value in schema.items() if word not in BRANCHING}
    yield from joined(plain, branches(schema, way), way, seen if ref is None else seen | {ref})


def branches(schema: Flat, way: Way) -> list[list[Schema]]:
    """What must be chosen: one of each list."""
    chosen: list[list[Schema]] = [[way.root.resolve(schema["$ref"])]] if "$ref" in schema else []
    chosen += [[part] for part in schema.get("allOf", [])]
    chosen += [way.order(schema[word]) for word in ("anyOf", "oneOf") if word in schema]
    chosen += [[part, True] for part in schema.get("dependentSchemas", {}).values()]
    if "if" in schema:
        chosen.append(way.order([{"allOf": [schema["if"], schema.get("then", True)]}, schema.get("else", True)]))
    return chosen


def joined(flat: Flat, choices: list[list[Schema]], way: Way, seen: frozenset[str]) -> Iterator[Flat]:
    if not choices:
        yield flat
        return
    for branch in choices[0]:
        for part in alternatives(branch, way, seen):
            way.effort.spend(1 + size(part) // WORDS_A_STEP)
            try:
                merged = merge(flat, part)
            except Unsatisfiable:
                continue
            yield from joined(merged, choices[1:], way, seen)


def size(flat: Flat) -> int:
    """How much there is to merge: what its lists and objects hold."""
    return sum(len(said) for said in flat.values() if isinstance(said, (list, dict)))
