"""Client profiles: what one client, by name and version, needs of a server, one data file each.

A need is a row, whatever its level, with what shows where a server breaks it and how that is known: `run` with the
client itself, or `read` in its source. Many rows ask more than a client does. A need can then say at which places, or
by which kind of deviation, a failure breaks the client; a row that fails otherwise leaves it open whether it works.
Where a row asks in several ways, a need can say which of them are the client's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from oaic_spec.loader import read

from oaic_suite.judging.causes.symptom import Kind
from oaic_suite.judging.document.run_json import Shows

# How it shows where a need is broken, the worst first.
SIGNS: dict[Shows, str] = {
    "hang": "∞",
    "crash": "✗",
    "refused": "⊘",
    "silent-loss": "∅",
    "wrong-value": "≠",
    "costs": "¤",
}
WORST_FIRST = tuple(SIGNS)


@dataclass(frozen=True)
class Need:
    row: str
    shows: Shows
    how: str
    evidence: str
    at: tuple[str, ...] = ()  # the places where a failure breaks the client; none: wherever it is
    kind: Kind | None = None  # the kind of deviation that does
    only: tuple[str, ...] = ()  # how the names of the variants begin that the client asks; none: all

    @property
    def rank(self) -> int:
        return WORST_FIRST.index(self.shows)


@dataclass(frozen=True)
class Unsaid:
    """What a client needs and no row says."""

    what: str
    shows: Shows
    evidence: str
    why: str


@dataclass(frozen=True)
class ClientProfile:
    name: str
    title: str
    version: str
    date: str  # on which it was run or read
    read_at: str  # the packages or the source behind it
    cannot_do_without: tuple[str, ...]  # capabilities
    needs: tuple[Need, ...]
    unsaid: tuple[Unsaid, ...]

    @property
    def label(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def rows(self) -> tuple[str, ...]:
        """Each once, in the order in which they are first named."""
        return tuple(dict.fromkeys(need.row for need in self.needs))


@functools.cache
def client_profiles() -> dict[str, ClientProfile]:
    files = sorted(resources.files(__package__).joinpath("profiles").iterdir(), key=lambda file: file.name)
    return {name: profile(name, read(file)) for file in files for name in [file.name.removesuffix(".yaml")]}


def profile(name: str, data: Mapping[str, Any]) -> ClientProfile:
    return ClientProfile(
        name,
        data["title"],
        data["version"],
        str(data["date"]),
        data["read_at"],
        tuple(data["cannot_do_without"]),
        tuple(need(each) for each in data["needs"]),
        tuple(Unsaid(**each) for each in data.get("unsaid", ())),
    )


def need(told: Mapping[str, Any]) -> Need:
    return Need(**{**told, "at": tuple(told.get("at", ())), "only": tuple(told.get("only", ()))})


def needed_by(names: Iterable[str]) -> tuple[str, ...]:
    """The rows that clients need, each once."""
    return tuple(dict.fromkeys(row for name in names for row in client_profiles()[name].rows))
