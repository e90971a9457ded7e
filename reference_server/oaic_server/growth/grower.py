"""One value for a schema: the kinds of value, and what lies below objects and arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from oaic_server.growth.alternatives import Way, alternatives
from oaic_server.growth.dice import Dice
from oaic_server.growth.effort import Effort
from oaic_server.growth.kinds import HINTS, SCALARS, kinds
from oaic_server.growth.merging import Flat, both, member, spelt
from oaic_server.growth.numbers import integer, number
from oaic_server.growth.root import Root, Schema
from oaic_server.growth.strings import text
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

DEEP = 3  # levels after which the shortest way out is taken
DEEPEST = 60
TRIES = 20  # for an item unlike the others
ABOUT_SCALARS = {"type", *HINTS["string"], *HINTS["number"]}
CHARACTERS_A_STEP = 100
UNSAID = "no value fits"

SCALAR: dict[str, Callable[[Flat, Dice], Any]] = {
    "string": text,
    "integer": integer,
    "number": number,
    "boolean": lambda flat, dice: dice.pick((True, False)),
    "null": lambda flat, dice: None,
}


@dataclass
class Grower:
    root: Root
    key: str
    lean: bool  # nothing that need not be there
    effort: Effort  # of all attempts together

    def grow(self, schema: Schema, path: str = "", depth: int = 0) -> Any:
        if depth > DEEPEST:
            raise Exhausted(f"a value nested more than {DEEPEST} levels deep")
        reason = Unsatisfiable(f"{path or '/'}: {UNSAID}")
        if not isinstance(schema, bool) and self.root.height(schema) == math.inf:
            raise Unsatisfiable(f"{path or '/'}: {UNSAID} that does not hold itself")
        for flat in self.ways(schema, path, depth):
            self.effort.spend()
            try:
                return self.value(flat, path, depth)
            except Unsatisfiable as found:
                reason = found
        raise reason

    def ways(self, schema: Schema, path: str, depth: int) -> Iterator[Flat]:
        """The flat schemas to try, each of one kind of value."""
        dice = self.dice(path, "way")

        def order(branches: list[Schema]) -> list[Schema]:
            return sorted(branches, key=self.root.height) if self.short(depth) else dice.turned(branches)

        for flat in alternatives(schema, Way(self.root, order, self.effort)):
            possible = kinds(flat)
            offered = sorted(possible, key=lambda kind: kind not in SCALARS) if self.short(depth) else possible
            yield from ({**flat, "type": kind} for kind in (dice.turned(offered) if "not" in flat else offered))

    def short(self, depth: int) -> bool:
        return self.lean or depth >= DEEP

    def dice(self, path: str, purpose: str) -> Dice:
        return Dice(f"{self.key}{path}:{purpose}")

    def value(self, flat: Flat, path: str, depth: int) -> Any:
        dice = self.dice(path, "value")
        if "const" in flat or "enum" in flat:
            return listed(flat, dice)
        if flat["type"] not in SCALARS:
            return (self.object if flat["type"] == "object" else self.array)(flat, path, depth)
        grown = SCALAR[flat["type"]](flat, dice)
        self.effort.spend(len(grown) // CHARACTERS_A_STEP if isinstance(grown, str) else 0)
        return grown

    def object(self, flat: Flat, path: str, depth: int) -> dict[str, Any]:
        required = needed(flat)
        most = flat.get("maxProperties", math.inf)
        grown: dict[str, Any] = {}
        for name in self.names(flat, required, path, depth):
            if name not in required and len({*grown, *required}) >= most:
                continue
            try:
                grown[name] = self.grow(self.member(flat, name), f"{path}/{name}", depth + 1)
            except Unsatisfiable:
                if name in required:
                    raise
        if len(grown) < flat.get("minProperties", 0) or len(grown) > most:
            raise Unsatisfiable(f"{path or '/'}: no object of so many members")
        return grown

    def names(self, flat: Flat, required: Mapping[str, None], path: str, depth: int) -> list[str]:
        properties = flat.get("properties", {})
        dice = self.dice(path, "names")
        chosen = [name for name in properties if name in required or (dice.roll(4) and not self.short(depth))]
        chosen += [name for name in required if name not in properties]
        short_of = flat.get("minProperties", 0) - len(chosen)
        if short_of > 0:
            chosen += [name for name in properties if name not in chosen][:short_of]
        return chosen + self.invented(flat, chosen, path, depth)

    def invented(self, flat: Flat, chosen: list[str], path: str, depth: int) -> list[str]:
        """Names of our own, where the schema is a map, or wants more members than it names."""
        a_map = isinstance(flat.get("additionalProperties"), Mapping) or "patternProperties" in flat
        wanted = 1 if a_map and not chosen and not self.short(depth) else 0
        found: list[str] = []
        for place in range(max(wanted, flat.get("minProperties", 0) - len(chosen)) * 2):
            self.effort.spend()
            name = self.invention(flat, path, place)
            if name not in (*chosen, *found) and len(found) + len(chosen) < max(flat.get("minProperties", 0), wanted):
                found.append(name)
        return found

    def invention(self, flat: Flat, path: str, place: int) -> str:
        dice = self.dice(path, f"name {place}")
        patterns = [{"pattern": pattern} for pattern in flat.get("patternProperties", {})]
        about = patterns[dice.roll(len(patterns))] if patterns else {"minLength": 1}
        names = both(flat.get("propertyNames", True), {"type": "string", **about})
        return str(self.grow(names, f"{path}/name {place}", DEEP))

    def member(self, flat: Flat, name: str) -> Schema:
        self.effort.spend(len(flat.get("patternProperties", ())))
        said = [part for pattern, part in flat.get("patternProperties", {}).items() if matches(pattern, name)]
        if name in flat.get("properties", {}):
            said.append(flat["properties"][name])
        otherwise = flat.get("unevaluatedProperties", True)
        return {"allOf": said} if said else member({"additionalProperties": otherwise, **flat}, name)

    def array(self, flat: Flat, path: str, depth: int) -> list[Any]:
        grown: list[Any] = []
        known: set[bytes] = set()
        for place in range(self.length(flat, path, depth)):
            try:
                item = self.item(flat, place, known, path, depth)
            except Unsatisfiable:
                if place < flat.get("minItems", 0):
                    raise
                break
            known.add(spelt(item))
            grown.append(item)
        return grown

    def length(self, flat: Flat, path: str, depth: int) -> int:
        least = max(flat.get("minItems", 0), flat.get("minContains", 1) if "contains" in flat else 0)
        first = len(flat.get("prefixItems", []))
        more = 0 if self.short(depth) else max(first - least, 0) or 1 + self.dice(path, "length").roll(2)
        return int(min(least + more, flat.get("maxItems", math.inf)))

    def item(self, flat: Flat, place: int, known: set[bytes], path: str, depth: int) -> Any:
        schema = item_schema(flat, place)
        for attempt in range(TRIES if flat.get("uniqueItems") else 1):
            self.effort.spend()
            grown = self.grow(schema, f"{path}/{place}" + f"'{attempt}" * bool(attempt), depth + 1)
            if not flat.get("uniqueItems") or spelt(grown) not in known:
                return grown
        raise Unsatisfiable(f"{path}/{place}: no further item unlike the others")


def listed(flat: Flat, dice: Dice) -> Any:
    about = {word: flat[word] for word in flat.keys() & {*ABOUT_SCALARS, "const"}}
    fitting = [value for value in flat.get("enum", [flat.get("const")]) if jsonschema_rs.is_valid(about, value)]
    if not fitting:
        raise Unsatisfiable(f"no listed value is {flat['type']!r} and keeps the rest of the schema")
    return dice.pick(fitting)


def needed(flat: Flat) -> dict[str, None]:
    """The required members, and those that they require in turn; in order."""
    required, depend = dict.fromkeys(flat.get("required", [])), flat.get("dependentRequired", {})
    waiting = list(required)
    while waiting:
        further = [name for name in depend.get(waiting.pop(), []) if name not in required]
        required |= dict.fromkeys(further)
        waiting += further
    return required


def matches(pattern: str, name: str) -> bool:
    return jsonschema_rs.is_valid({"pattern": pattern}, name)


def item_schema(flat: Flat, place: int) -> Schema:
    first = flat.get("prefixItems", [])
    schema = first[place] if place < len(first) else flat.get("items", flat.get("unevaluatedItems", True))
    return both(schema, flat["contains"]) if place < flat.get("minContains", 1) and "contains" in flat else schema
