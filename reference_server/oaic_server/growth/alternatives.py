"""A schema without its branches: each way to satisfy `$ref`, `allOf`, `anyOf`, `oneOf` and `if`, as one flat schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from oaic_server.growth.dialect import modern
from oaic_server.growth.merging import Flat, merge
from oaic_server.growth.root import Root, Schema
from oaic_server.growth.unsatisfiable import Unsatisfiable

BRANCHING = {"$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"}
Order = Callable[[list[Schema]], list[Schema]]


def alternatives(schema: Schema, root: Root, order: Order, seen: frozenset[str] = frozenset()) -> Iterator[Flat]:
    if isinstance(schema, bool):
        yield from [{}] if schema else []
        return
    schema = modern(schema)
    ref = schema.get("$ref")
    if ref in seen:  # a reference that comes back to itself adds nothing
        return
    plain = {word: value for word, value in schema.items() if word not in BRANCHING}
    seen = seen if ref is None else seen | {ref}
    yield from joined(plain, branches(schema, root, order), lambda branch: alternatives(branch, root, order, seen))


def branches(schema: Flat, root: Root, order: Order) -> list[list[Schema]]:
    """What must be chosen: one of each list."""
    chosen: list[list[Schema]] = [[root.resolve(schema["$ref"])]] if "$ref" in schema else []
    chosen += [[part] for part in schema.get("allOf", [])]
    chosen += [order(schema[word]) for word in ("anyOf", "oneOf") if word in schema]
    chosen += [[part, True] for part in schema.get("dependentSchemas", {}).values()]
    if "if" in schema:
        chosen.append(order([{"allOf": [schema["if"], schema.get("then", True)]}, schema.get("else", True)]))
    return chosen


def joined(flat: Flat, choices: list[list[Schema]], flatten: Callable[[Schema], Iterator[Flat]]) -> Iterator[Flat]:
    if not choices:
        yield flat
        return
    for branch in choices[0]:
        for part in flatten(branch):
            try:
                merged = merge(flat, part)
            except Unsatisfiable:
                continue
            yield from joined(merged, choices[1:], flatten)
