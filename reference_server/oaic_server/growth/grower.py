"""One value for a schema: a way to satisfy it is chosen, and all that lies below is grown in turn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import jsonschema_rs

from oaic_server.growth.alternatives import Way, alternatives
from oaic_server.growth.dice import Dice
from oaic_server.growth.effort import Effort
from oaic_server.growth.inside import (
    fewest_items,
    is_map,
    item_schema,
    member_schema,
    most_items,
    name_schema,
    needed,
)
from oaic_server.growth.kinds import HINTS, SCALARS, kinds
from oaic_server.growth.merging import Flat, canonical
from oaic_server.growth.numbers import integer, number
from oaic_server.growth.root import Root, Schema
from oaic_server.growth.strings import text
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

DEEP = 3  # levels after which the shortest way out is taken
DEEPEST = 60
TRIES = 20  # for an item unlike the others
NAMES_TRIED = 2  # for each that is wanted
ABOUT_SCALARS = {"type", "const", *HINTS["string"], *HINTS["number"]}
CHARACTERS_A_STEP = 100
NAMES_A_STEP = VALUES_A_STEP = 10  # of those that are listed

SCALAR: dict[str, Callable[[Flat, Dice], Any]] = {
    "integer": integer,
    "number": number,
    "boolean": lambda flat, dice: dice.pick((True, False)),
    "null": lambda flat, dice: None,
}


@dataclass(frozen=True)
class Spot:
    """Where in the value we are."""

    path: str = ""
    depth: int = 0

    def below(self, step: str | int) -> Spot:
        return Spot(f"{self.path}/{step}", self.depth + 1)

    def __str__(self) -> str:
        return self.path or "/"


@dataclass(frozen=True)
class Grower:
    root: Root
    key: str
    lean: bool  # nothing that need not be there
    effort: Effort  # of all attempts together

    def grow(self, schema: Schema, spot: Spot = Spot()) -> Any:
        if spot.depth > DEEPEST:
            raise Exhausted(f"a value nested more than {DEEPEST} levels deep")
        if self.root.is_endless(schema):
            raise Unsatisfiable(f"{spot}: no value fits that does not hold itself")
        reason = Unsatisfiable(f"{spot}: no value fits")
        for flat in self.ways(schema, spot):
            self.effort.spend()
            try:
                return self.value(flat, spot)
            except Unsatisfiable as found:
                reason = found
        raise reason

    def ways(self, schema: Schema, spot: Spot) -> Iterator[Flat]:
        """The flat schemas to try, each of one kind of value."""
        dice, short = self.dice(spot, "way"), self.short(spot)

        def order(branches: list[Schema]) -> list[Schema]:
            return sorted(branches, key=self.root.height) if short else dice.turned(branches)

        for flat in alternatives(schema, Way(self.root, order, self.effort)):
            offered = kinds(flat)
            if short:
                offered.sort(key=lambda kind: kind not in SCALARS)
            yield from ({**flat, "type": kind} for kind in (dice.turned(offered) if "not" in flat else offered))

    def short(self, spot: Spot) -> bool:
        """Whether to take the shortest way to a complete value."""
        return self.lean or spot.depth >= DEEP

    def dice(self, spot: Spot, purpose: str) -> Dice:
        return Dice(f"{self.key}{spot.path}:{purpose}")

    def value(self, flat: Flat, spot: Spot) -> Any:
        dice = self.dice(spot, "value")
        if "const" in flat or "enum" in flat:
            self.effort.spend(len(flat.get("enum", ())) // VALUES_A_STEP)
            return listed(flat, dice)
        if flat["type"] == "object":
            return self.object(flat, spot)
        if flat["type"] == "array":
            return self.array(flat, spot)
        return self.text(flat, dice) if flat["type"] == "string" else SCALAR[flat["type"]](flat, dice)

    def text(self, flat: Flat, dice: Dice) -> str:
        grown = text(flat, dice, self.effort)
        self.effort.spend(len(grown) // CHARACTERS_A_STEP)
        return grown

    # --- objects -------------------------------------------------------------------------------------

    def object(self, flat: Flat, spot: Spot) -> dict[str, Any]:
        required, most = needed(flat), flat.get("maxProperties", math.inf)
        grown: dict[str, Any] = {}
        for name in self.names(flat, spot):
            if name not in required and len({*grown, *required}) >= most:
                continue
            self.effort.spend(sum(1 + len(each) // CHARACTERS_A_STEP for each in flat.get("patternProperties", ())))
            try:
                grown[name] = self.grow(member_schema(flat, name), spot.below(name))
            except Unsatisfiable:
                if name in required:
                    raise
        if not flat.get("minProperties", 0) <= len(grown) <= most:
            raise Unsatisfiable(f"{spot}: no object of so many members")
        return grown

    def names(self, flat: Flat, spot: Spot) -> list[str]:
        """Those required, some that need not be there, and as many more as are wanted."""
        properties, required, dice = flat.get("properties", {}), needed(flat), self.dice(spot, "names")
        self.effort.spend((len(properties) + len(required)) // NAMES_A_STEP)
        named = [name for name in properties if name in required or (dice.roll(4) and not self.short(spot))]
        named += [name for name in required if name not in properties]
        fewest = flat.get("minProperties", 1 if is_map(flat) and not named and not self.short(spot) else 0)
        known = set(named)
        spare = [name for name in properties if name not in known]
        further = unlike(known, chain(spare, self.invented(flat, spot, fewest)))
        return [*named, *islice(further, max(fewest - len(named), 0))]

    def invented(self, flat: Flat, spot: Spot, wanted: int) -> Iterator[str]:
        """Names of our own."""
        for place in range(wanted * NAMES_TRIED):
            self.effort.spend()
            yield str(self.grow(name_schema(flat, place), Spot(f"{spot.path}/name {place}", DEEP)))

    # --- arrays --------------------------------------------------------------------------------------

    def array(self, flat: Flat, spot: Spot) -> list[Any]:
        grown: list[Any] = []
        known: set[str] = set()
        for place in range(self.length(flat, spot)):
            try:
                item = self.item(flat, place, known, spot)
            except Unsatisfiable:
                if place < fewest_items(flat):
                    raise
                break
            known.add(canonical(item))
            grown.append(item)
        return grown

    def length(self, flat: Flat, spot: Spot) -> int:
        """How many items: those of `prefixItems`, or one or two more than are required."""
        fewest, first = fewest_items(flat), len(flat.get("prefixItems", []))
        more = max(first - fewest, 0) or 1 + self.dice(spot, "length").roll(2)
        return int(min(fewest if self.short(spot) else fewest + more, most_items(flat)))

    def item(self, flat: Flat, place: int, known: set[str], spot: Spot) -> Any:
        schema, below = item_schema(flat, place), spot.below(place)
        for attempt in range(TRIES if flat.get("uniqueItems") else 1):
            self.effort.spend()
            grown = self.grow(schema, Spot(below.path + "'" * attempt, below.depth))
            if not flat.get("uniqueItems") or canonical(grown) not in known:
                return grown
        raise Unsatisfiable(f"{below}: no further item unlike the others")


def unlike(known: set[str], names: Iterable[str]) -> Iterator[str]:
    """The names not known yet, each once."""
    for name in names:
        if name not in known:
            known.add(name)
            yield name


def listed(flat: Flat, dice: Dice) -> Any:
    about = {word: flat[word] for word in flat.keys() & ABOUT_SCALARS}
    values = flat.get("enum", [flat.get("const")])
    fits = jsonschema_rs.validator_for(about).is_valid
    fitting = [value for value in values if fits(value)]
    if not fitting:
        raise Unsatisfiable(f"no listed value is {flat['type']!r} and keeps the rest of the schema")
    return dice.pick(fitting)
