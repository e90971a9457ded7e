"""Faults that real servers have at once: by name and version, with the day on which they were seen."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oaic_spec import loader

from oaic_server.faults import FaultError

FOLDER = Path(__file__).with_name("likenesses")


@dataclass(frozen=True)
class Likeness:
    name: str  # with the version, where there is one
    what: str
    seen: str  # the day on which this suite judged it
    faults: tuple[str, ...]


@cache
def likenesses() -> Mapping[str, Likeness]:
    return {like.name: like for like in map(read, sorted(FOLDER.glob("*.yaml")))}


def read(path: Path) -> Likeness:
    told = loader.read(path)
    return Likeness(path.stem, told["what"], str(told["seen"]), tuple(told["faults"]))


def faults_of(names: Iterable[str]) -> list[str]:
    """The ids of the faults of these, each once; of a name without its version the newest are meant."""
    return list(dict.fromkeys(id for name in names for id in find(name).faults))


def named(name: str) -> Likeness | None:
    """The newest of that name, with its version or without; None where nothing is called so."""
    known = likenesses()
    versions = [each for each in known if name in (each, each.rpartition("-")[0])]
    return known[max(versions)] if versions else None


def find(name: str) -> Likeness:
    if found := named(name):
        return found
    known = likenesses()
    close = difflib.get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(known)}"
    raise FaultError(f"nothing is known that is like {name!r}; {meant}")
