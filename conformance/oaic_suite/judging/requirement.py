"""A requirement lives on its check: an id, a level, a basis, and the docstring as its statement."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

from oaic_suite.judging.verdict import INFO, MUST, SCORED, Level

Check = TypeVar("Check", bound=Callable[..., None])
When = Callable[[Mapping[str, Any]], bool]
Basis = Literal["schema", "rfc", "sdk", "observed", "convention", "hearsay", "taste"]

# What each ground allows at most (DESIGN: a MUST is stated by the schema, an RFC, or shown by an SDK).
BASES: dict[Basis, tuple[Level, ...]] = {
    "schema": (Level.MUST, Level.SHOULD, Level.INFO),
    "rfc": (Level.MUST, Level.SHOULD, Level.INFO),
    "sdk": (Level.MUST, Level.SHOULD, Level.INFO),
    "observed": (Level.SHOULD, Level.INFO),
    "convention": (Level.SHOULD, Level.INFO),
    "hearsay": (INFO,),
    "taste": (INFO,),
}
OUTCOME = "@outcome"  # the place of whoever asserts how an answer ended
RESIDUE = ".schema"  # how the ids of those end that judge what is left over
OURS = ""  # as `only`: every variant, but nothing that was not asked by the check's own conversation
FIRST_RELEASE = "2026.12"  # since which is asked whatever says nothing else
RELEASE = re.compile(r"20\d\d\.(0[1-9]|1[0-2])")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")


@dataclass(frozen=True)
class Requirement:
    id: str
    level: Level
    basis: Basis
    statement: str
    breaks: str | None
    on: str | None  # the operation a single-exchange check applies to; None: any
    owns: tuple[str, ...]  # places only this requirement asserts: JSON pointers with *, or @status …
    when: When | None  # which requests of a conversation it is asked about
    only: tuple[str, ...]  # which variants of a conversation, by the beginning of their names; then no recordings
    check: Callable[..., None]
    at_end: bool = False  # whether it is about what must have come by the end: not of an answer that we left
    fix: str | None = None  # how it is mended, where it differs from its family
    among: str = ""  # the kind of answers of which it is asked about all together as well, wherever in a run they came
    shows: tuple[str, ...] = ()  # members of a request of which the verdict tells whether they are obeyed
    since: str = FIRST_RELEASE  # the release whose set has it first
    sharpened: str | None = None  # the release that last made its judgement stricter

    def __str__(self) -> str:
        return self.id

    @property
    def surface(self) -> str:
        return self.id.rpartition(".")[0]

    @property
    def is_scored(self) -> bool:
        return self.level in SCORED

    @property
    def gravity(self) -> tuple[bool, bool, bool]:
        """Sorts what is told first to the front: a status, a MUST, what is of one place before what is left over."""
        return OUTCOME not in self.owns, self.level is not MUST, self.id.endswith(RESIDUE)

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.check).parameters)


REQUIREMENTS: dict[str, Requirement] = {}


def requirement(
    id: str,
    level: Level,
    *,
    basis: Basis,
    breaks: str | None = None,
    fix: str | None = None,
    on: str | None = None,
    owns: str | tuple[str, ...] = (),
    when: When | None = None,
    only: str | tuple[str, ...] = (),
    at_end: bool = False,
    among: str = "",
    shows: str | tuple[str, ...] = (),
    since: str = FIRST_RELEASE,
    sharpened: str | None = None,
) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        statement = " ".join((check.__doc__ or "").split())
        declared = Requirement(
            id,
            level,
            basis,
            statement,
            breaks,
            on,
            each(owns),
            when and cautious(when),
            each(only),
            check,
            at_end,
            fix,
            among,
            each(shows),
            since,
            sharpened,
        )
        if fault := complaint(declared):
            raise ValueError(f"{check.__module__}.{check.__name__}: {fault}")
        REQUIREMENTS[id] = declared
        check.requirement = declared  # type: ignore[attr-defined]
        return check

    return register


@functools.cache
def cautious(when: When) -> When:
    """The same, of any request: one whose members are no such things as it looks for asks for none of them."""

    @functools.wraps(when)
    def asks(body: Mapping[str, Any]) -> bool:
        try:
            return when(body)
        except (AttributeError, LookupError, TypeError, ValueError):
            return False

    return asks


def each(told: str | tuple[str, ...]) -> tuple[str, ...]:
    """One or several, as several."""
    return (told,) if isinstance(told, str) else told


def complaint(declared: Requirement) -> str | None:
    """What is wrong with how a requirement is declared, if anything."""
    known = REQUIREMENTS.get(declared.id)
    twin = known is not None and known.check.__qualname__ != declared.check.__qualname__
    rules = {
        f"{declared.id!r} is not a dotted slug": not ID.fullmatch(declared.id),
        f"{declared.id} is already stated by {known.check.__qualname__ if known else ''}": twin,
        "the docstring is the statement, and there is none": not declared.statement,
        f"basis {declared.basis!r} is not one of {', '.join(BASES)}": declared.basis not in BASES,
        f"basis {declared.basis!r} does not allow {declared.level}": declared.level
        not in BASES.get(declared.basis, (declared.level,)),
        "a MUST says who breaks": declared.level is MUST and not declared.breaks,
        f"since {declared.since!r} is no release, which is written 2026.12": not RELEASE.fullmatch(declared.since),
        f"sharpened {declared.sharpened!r} is no later release": declared.sharpened is not None
        and not (RELEASE.fullmatch(declared.sharpened) and declared.sharpened > declared.since),
    }
    return next((sentence for sentence, broken in rules.items() if broken), None)
