"""Who asserts what: the places that one requirement speaks of alone, so that others can name it.

Evidence that is missing is blamed on the owner of its place, and what the contract has against a place
that somebody owns is left to them. Reading the catalogue fills this in.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from oaic_spec import contract

WILD = frozenset("*?[")


@dataclass(frozen=True)
class Claim:
    id: str
    kind: str | None  # how its check sees an exchange
    on: str | None  # the operation it is about; None: any
    only: tuple[str, ...]  # the variants it is about, by the beginning of their names; none: all
    places: tuple[str, ...]  # JSON pointers with *, or @outcome …
    when: Callable[[Mapping[str, Any]], bool] | None = None  # the requests it is about; None: all
    must: bool = True

    def asks_about(self, body: Mapping[str, Any]) -> bool:
        return self.when is None or self.when(body)

    def covers(self, where: str) -> bool:
        here = where.split("/")
        return any(fits(here, place.removesuffix("/**")) for place in self.places)


def concerns(on: str | None, operation: str | None) -> bool:
    """Whether what is said of one operation, or of any of the API, is said of this; what stands beside it is named."""
    known = contract().operations.get(operation or "")
    return on in (None, operation) if on or not known else not known.convention


_claims: list[Claim] = []


def stake(claims: Iterable[Claim]) -> None:
    """Takes the place of all claims there were; the narrowest are asked first."""
    _claims[:] = sorted((claim for claim in claims if claim.places), key=lambda claim: not any(claim.only))
    claims_about.cache_clear()


@cache
def claims_about(kind: str, operation: str | None) -> tuple[Claim, ...]:
    """Those about an exchange that is seen so, and is one of this operation."""
    return tuple(claim for claim in _claims if claim.kind == kind and concerns(claim.on, operation))


def places_of_less(operation: str) -> list[str]:
    """Where no MUST is broken by what is wrong with an answer to an operation."""
    found = [claim for claim in _claims if claim.kind == "reply" and claim.on == operation and not claim.must]
    return [place for claim in found for place in claim.places if not place.startswith("@")]


def matches(where: str, pattern: str) -> bool:
    """Whether a place is the one a pattern names, step by step."""
    return fits(where.split("/"), pattern)


def fits(here: list[str], pattern: str) -> bool:
    there = steps(pattern)
    return len(here) == len(there) and all(t in ("*", h) or like(h, t) for h, t in zip(here, there, strict=True))


@cache
def steps(pattern: str) -> tuple[str, ...]:
    """Those of a pattern: all are ours, and each is asked about many places."""
    return tuple(pattern.split("/"))


def like(here: str, there: str) -> bool:
    """Whether a step is one of those that a part of a name stands for, such as `x-*`."""
    return not WILD.isdisjoint(there) and fnmatch.fnmatchcase(here, there)
