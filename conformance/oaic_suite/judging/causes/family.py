"""Families of requirements: what is mended in one place of a server, and how.

They are data, in `families`. A requirement belongs to the family that names the longest beginning of its id. Some
also name places: what the contract has against an answer there is theirs too, whichever row says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import resources

from oaic_spec import loader

from oaic_suite.evidence.ownership import matches
from oaic_suite.judging.causes.symptom import Kind
from oaic_suite.judging.document.run_json import Cause
from oaic_suite.judging.requirement import Requirement

SHOWN = 3  # things that a title lists
SEVERAL = ("places", "never")
BELOW = "/**"  # at the end of a place: everything below it


@dataclass(frozen=True)
class Family:
    name: str
    fix: str
    rows: Mapping[str, str | None]  # beginnings of ids, and what the title says of them: null is nothing at all
    title: str = ""
    about: str = ""  # a member of answers: then what is missing, null or wrong are causes of their own
    wrong: str = ""
    accepted: str = ""  # the title where all that is wrong is that requests are answered
    failing: str = ""  # and where all that is wrong is that they end in a failure
    apart: bool = False  # whether no answer, or a refusal, says nothing about what the request asks for
    kind: str = ""  # the kind of deviation at its places that is its matter, whichever row says so
    failed: bool = False  # whether its rows say that a request failed, whatever the status
    general: bool = False  # whether it is about no part of a request more than another
    one: bool = False  # whether it is one cause whatever of it is not answered
    plain: bool = False  # whether it is about the plainest requests there are
    place: bool = False  # whether each place in an answer is a cause of its own
    places: tuple[str, ...] = ()  # in answers: pointers with *
    never: tuple[str, ...] = ()  # of these the ones that are not its: what they hold is what an answer is about

    def titled(self, kind: Kind, details: Sequence[str], title: str = "") -> str:
        """Its title, or one given; `{}` there stands for what was seen of it."""
        said = f"{self.about} {WORDS.get(kind) or self.wrong}" if self.about else title or self.title
        told = said.format(listed(details)) if details else said.replace(": {}", "")
        return told[:1].upper() + told[1:]


WORDS: dict[Kind, str] = {"missing": "is missing", "null": "is null"}


@functools.cache
def families() -> dict[str, Family]:
    return {family.name: family for family in read()}


def read() -> Iterator[Family]:
    for file in sorted((resources.files(__package__) / "families").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            for name, told in loader.read(file).items():
                rows = dict(pair for row in told["rows"] for pair in named(row))
                several = {member: tuple(told.get(member, ())) for member in SEVERAL}
                yield Family(name, **told | {"rows": rows} | several)


def named(row: str | dict[str, str | None]) -> Iterable[tuple[str, str | None]]:
    return row.items() if isinstance(row, dict) else [(row, "")]


def listed(details: Sequence[str]) -> str:
    """A few of them, and how many more."""
    more = [f"{len(details) - SHOWN} more"] if len(details) > SHOWN else []
    *rest, last = [*details[:SHOWN], *more] or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def unlisted(cause: Cause) -> list[str]:
    """What the title of a cause only counts."""
    return cause.get("details", [])[SHOWN:]


@functools.cache
def family_of(requirement_id: str) -> Family | None:
    """The family that names the longest beginning of an id."""
    begun = (requirement_id[:length] for length in range(len(requirement_id), -1, -1))
    named = next((beginnings()[row] for row in begun if row in beginnings()), None)
    return families()[named] if named else None


def said_of(family: Family, requirement_id: str) -> str | None:
    """What the family's title says of a row."""
    own = [row for row in family.rows if requirement_id.startswith(row)]
    return family.rows[max(own, key=len)] if own else ""


@functools.cache
def beginnings() -> dict[str, str]:
    """The family of each beginning; of several that name it the last by name."""
    return {row: name for name, family in sorted(families().items()) for row in family.rows}


def family_at(requirement_id: str, pointer: str, kind: str = "") -> Family | None:
    """The family to which a place in an answer belongs, or a kind of deviation there; the narrowest place wins."""
    found = [
        (len(place), family.name)
        for family in families().values()
        for place in family.places
        if family.kind == kind and pointer not in family.never and holds(place, requirement_id, pointer)
    ]
    return families()[max(found)[1]] if found else None


def holds(place: str, requirement_id: str, pointer: str) -> bool:
    """Whether a place of a family, which may begin with the surface that it is about, is where a pointer leads."""
    surface, _, place = place.rpartition(" ")
    if not fnmatchcase(requirement_id, f"{surface}*"):
        return False
    if place.endswith(BELOW):
        steps = place.removesuffix(BELOW).count("/") + 1
        return pointer.count("/") >= steps and matches("/".join(pointer.split("/")[:steps]), place.removesuffix(BELOW))
    return matches(pointer, place)


def fix_of(requirement: Requirement) -> str | None:
    """How it is mended: as it says itself, else as its family does."""
    family = family_of(requirement.id)
    return requirement.fix or (family.fix if family else None)
