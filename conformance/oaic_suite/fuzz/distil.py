"""The smallest requests that show what was seen, one for each cause.

Only what shows again counts: a server that failed once, and not when asked the same again, may have had
other reasons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_spec import Operation
from oaic_spec.pointer import escaped

from oaic_suite.asking.plan import Plan
from oaic_suite.evidence.located import step
from oaic_suite.evidence.place import ABSENT
from oaic_suite.fuzz.draw import Draw
from oaic_suite.fuzz.smaller import smallest
from oaic_suite.fuzz.standing import standing
from oaic_suite.fuzz.symptom import SYMPTOMS, Asked, Symptom

EACH = 2  # times as many are made small as are shown
NUMBER = re.compile(r"/\d+(?=/|$)")


@dataclass(frozen=True)
class Distillery:
    operation: Operation
    plan: Plan
    ask: Callable[[Draw], Asked]
    late: Callable[[], bool] = lambda: False  # whether the time for it is over

    def distilled(self, sick: Mapping[str, list[Asked]]) -> dict[str, tuple[Asked, ...]]:
        return {name: tuple(self.causes(SYMPTOMS[name], found)) for name, found in sick.items()}

    def causes(self, symptom: Symptom, sick: list[Asked]) -> Iterable[Asked]:
        """One for each cause, as many as may be shown."""
        known: dict[Any, Asked] = {}
        for each in self.unlike(symptom, sick, known):
            if small := self.confirmed(symptom, each):
                known.setdefault(cause(symptom, small), small)
        return list(known.values())[: self.plan.findings]

    def unlike(self, symptom: Symptom, sick: list[Asked], known: dict[Any, Asked]) -> Iterator[Asked]:
        """Those that what is known does not explain, the shortest first."""
        left = EACH * self.plan.findings
        for each in sorted(sick, key=lambda asked: len(asked.draw.body or b"")):
            if left and not self.late() and not any(explains(symptom, small, each) for small in known.values()):
                left -= 1
                yield each

    def confirmed(self, symptom: Symptom, sick: Asked) -> Asked | None:
        again = self.ask(sick.draw)
        return self.smallest(symptom, again) if gist(symptom, again) == gist(symptom, sick) else None

    def smallest(self, symptom: Symptom, sick: Asked) -> Asked:
        trial = Trial(self, symptom, sick, self.plan.attempts)
        try:
            smallest(json.loads(sick.draw.body or b""), trial)
        except ValueError:
            return sick  # no JSON: there is nothing to take away
        return trial.found


@dataclass
class Trial:
    """Whether a smaller body still shows it; remembers the last that did."""

    distillery: Distillery
    symptom: Symptom
    found: Asked
    left: int

    def __call__(self, value: Any) -> bool:
        draw = self.found.draw.with_body(json.dumps(value).encode())
        if not self.left or self.distillery.late() or self.renamed(value) or not self.same_kind(draw):
            return False
        self.left -= 1
        tried = self.distillery.ask(draw)
        if gist(self.symptom, tried) != gist(self.symptom, self.found):
            return False
        self.found = tried
        return True

    def same_kind(self, draw: Draw) -> bool:
        return standing(self.distillery.operation, draw) is self.found.standing

    def renamed(self, value: Any) -> bool:
        """Whether another model is asked: it would be refused for that."""
        asked, now = (step(body, "model") for body in (json.loads(self.found.draw.body or b"{}"), value))
        return isinstance(asked, str) and now not in (ABSENT, asked)


def gist(symptom: Symptom, asked: Asked) -> Any:
    """What is wrong, wherever in a list it is."""
    found = symptom.shown(asked)
    return found and (asked.exchange.status, found[0].expected, NUMBER.sub("/*", found[0].place.pointer or ""))


def cause(symptom: Symptom, asked: Asked) -> Any:
    """What is wrong, and the shape of what provokes it."""
    shape = {NUMBER.sub("/*", pointer) for pointer, _ in leaves(asked)}
    return gist(symptom, asked), asked.draw.method, asked.draw.headers, frozenset(shape)


def explains(symptom: Symptom, small: Asked, large: Asked) -> bool:
    """Whether all that provokes it in a small request stands in a large one as well."""
    same = gist(symptom, small) == gist(symptom, large) and small.draw.headers == large.draw.headers
    return same and small.draw.method == large.draw.method and leaves(small) <= leaves(large)


def leaves(asked: Asked) -> set[tuple[str, str]]:
    """What a body says: each value with the place where it stands."""
    try:
        return set(within("", json.loads(asked.draw.body or b"")))
    except ValueError:
        return {("", repr(asked.draw.body))}


def within(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list) and value:
        for name, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from within(f"{place}/{escaped(name)}", child)
    else:
        yield place, json.dumps(value)
