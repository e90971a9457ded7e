"""Profiles: named sets of surfaces, one data file each.

A profile may rest on something that a plain install lacks. Its rows are then in a run only where that is
there, or where the profile is asked for by name: asked for and absent, they are not run, and say what to
install. The rows of a witness follow from what other rows establish: they show what a client makes of it.
"""

from __future__ import annotations

import functools
import pkgutil
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec

from oaic_spec.loader import read


@dataclass(frozen=True)
class Extra:
    """What a plain install lacks: a package that can be imported, a command that can be run, or both and more."""

    install: str  # what brings it, as a reader would do it
    importable: str | None = None
    command: str | None = None
    named_by: str | None = None  # module:function, which names what is missing, or nothing

    @property
    def lacking(self) -> str | None:
        """What is not there and what brings it; None where all is there. Nothing is imported."""
        absent = [name for name in (self.importable,) if name and not find_spec(name)]
        absent += [name for name in (self.command,) if name and not shutil.which(name)]
        absent += [name for name in (self.missing,) if name]
        return f"{' and '.join(absent)} not installed: {self.install}" if absent else None

    @property
    def missing(self) -> str | None:
        """What the function named finds missing."""
        found: str | None = pkgutil.resolve_name(self.named_by)() if self.named_by else None
        return found


@dataclass(frozen=True)
class Profile:
    name: str
    required: bool
    surfaces: tuple[str, ...]
    without: tuple[str, ...]
    needs: tuple[str, ...]  # capabilities without which the profile cannot be met
    extra: Extra | None = None
    witness: bool = False  # what is red here is a consequence of what is red elsewhere
    unasked: bool = True  # whether it is in a run that did not ask for it

    def covers(self, requirement_id: str) -> bool:
        return under(requirement_id, self.surfaces) and not under(requirement_id, self.without)

    @property
    def lacking(self) -> str | None:
        return self.extra.lacking if self.extra else None

    def named(self, profiles: Iterable[str], prefixes: Iterable[str]) -> bool:
        """Whether somebody asks for it: by its name, or by the ids of its rows."""
        return self.name in profiles or any(prefix.startswith(self.surfaces) for prefix in prefixes)


def under(requirement_id: str, surfaces: tuple[str, ...]) -> bool:
    return requirement_id.startswith(dotted(surfaces))


@functools.cache
def dotted(surfaces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{surface}." for surface in surfaces)


@functools.cache
def profiles() -> dict[str, Profile]:
    files = sorted(resources.files(__package__).joinpath("profiles").iterdir(), key=lambda file: file.name)
    told = {file.name.removesuffix(".yaml"): read(file) for file in files}
    return {
        name: Profile(
            name,
            data["required"],
            tuple(data["surfaces"]),
            tuple(data.get("without", ())),
            tuple(data.get("needs", ())),
            Extra(**data["extra"]) if "extra" in data else None,
            data.get("witness", False),
            data.get("unasked", True),
        )
        for name, data in told.items()
    }


@functools.cache
def covering(requirement_id: str) -> tuple[Profile, ...]:
    return tuple(profile for profile in profiles().values() if profile.covers(requirement_id))


def lacking(requirement_id: str) -> str | None:
    """What a row rests on that is not installed, in a sentence; None where nothing is missing."""
    return next((sentence for profile in covering(requirement_id) if (sentence := profile.lacking)), None)


def in_run(requirement_id: str, names: Iterable[str], prefixes: Iterable[str]) -> bool:
    """Whether a row is in a run that asks for these profiles, and for rows with these prefixes."""
    found = covering(requirement_id)
    if any(profile.named(names, prefixes) for profile in found):
        return True
    return not lacking(requirement_id) and all(profile.unasked for profile in found)


def drawn_anew(requirement_id: str) -> bool:
    """Whether a row is in a run only where it is asked for: it asks much, and nobody can tell in advance what."""
    return not all(profile.unasked for profile in covering(requirement_id))


def akin(one: str, other: str | None) -> bool:
    """Whether two rows are of one profile."""
    return bool(other) and bool({profile.name for profile in covering(one)} & {p.name for p in covering(other or "")})


def is_witness(requirement_id: str) -> bool:
    """Whether a row tells what a client makes of what other rows establish."""
    return any(profile.witness for profile in covering(requirement_id))
