"""Which rows a run was asked for: all of them, or a part, by prefixes, by the quick list, or by an older run."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from oaic_spec import loader
from oaic_spec.meant import meant

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.clients.profile import needed_by
from oaic_suite.judging.conversation import Choice, kind_of
from oaic_suite.judging.document.foreign_run import TooMuch, parsed, read, validator
from oaic_suite.judging.requirement import OUTCOME, Requirement
from oaic_suite.judging.selecting.profile import Profile, covering, lacking, profiles
from oaic_suite.judging.selecting.resumed import Resumed

UNSETTLED = ("fail", "inconclusive", "not_run", "error")  # what is worth asking again
BY_NAME = "--model"  # where a model's name came from
READABLE = frozenset((OUTCOME, "@events", "@json", "@errors"))  # the places of an answer as a whole
SHOWN = 60  # characters of what was typed


@dataclass(frozen=True)
class Part:
    prefixes: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None  # these and no others
    by: str = ""  # the option that names them
    held: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the ways that are held, of some conversations
    skips: tuple[str, ...] = ()  # beginnings of ids that are left out
    convicts_all: bool = False  # whether what is asked may also fail rows that are not part of it
    kept: tuple[str, ...] = ()  # rows that an older run settled, which what is asked may fail all the same

    def takes(self, requirement_id: str) -> bool:
        named = self.ids is None or requirement_id in self.ids
        begins = not self.prefixes or requirement_id.startswith(self.prefixes)
        return named and begins and not self.skips_row(requirement_id)

    def skips_row(self, requirement_id: str) -> bool:
        return bool(self.skips) and requirement_id.startswith(self.skips)

    def variants(self, requirement: Requirement) -> dict[str, dict[str, str]]:
        """Those of its variants that are part of it."""
        return {name: choice for name, choice in variants(requirement).items() if self.holds(choice)}

    def holds(self, choice: Choice) -> bool:
        return all(way in self.held[name] for name, way in choice.items() if name in self.held)

    @property
    def asked(self) -> tuple[str, ...]:
        """Beginnings of the ids that somebody asks for by name."""
        return self.prefixes or self.ids or ()

    @property
    def is_all(self) -> bool:
        return not self.prefixes and not self.skips and self.ids is None

    def why_out(self, requirement_id: str, names: Iterable[str]) -> str | None:
        """Why a row is not in a run that asks for these profiles; None where it is."""
        if self.skips_row(requirement_id):
            return "left out by --skip"
        if not self.takes(requirement_id):
            return f"not in the part that {self.by or '--only'} asks for"
        found = covering(requirement_id)
        if any(profile.named(names, self.asked) for profile in found):
            return None
        return lacking(requirement_id) or next((unasked(each) for each in found if not each.unasked), None)


def unasked(profile: Profile) -> str:
    return f"the profile {profile.name} is in a run that asks for it"


# --- by the quick list ---------------------------------------------------------------------------------


@functools.cache
def quick() -> Mapping[str, Any]:
    """The few requirements worth asking on every push, each with the reason, and how conversations are held."""
    told: Mapping[str, Any] = loader.read(resources.files(__package__) / "quick.yaml")
    return told


def quick_part(prefixes: tuple[str, ...] = (), skips: tuple[str, ...] = ()) -> Part:
    return Part(prefixes, tuple(quick()["requirements"]), "--quick", quick()["held"], skips, convicts_all=True)


# --- by clients ----------------------------------------------------------------------------------------


def client_part(names: Sequence[str], prefixes: tuple[str, ...] = (), skips: tuple[str, ...] = ()) -> Part:
    """What these clients need, and what that rests on."""
    rows = needed_by(names)
    ids = tuple(dict.fromkeys([*rows, *grounds(rows)]))
    return Part(prefixes, ids, f"--client {', '.join(names)}", skips=skips)


def grounds(ids: Iterable[str]) -> list[str]:
    """The rows that say whether an answer of the same kind came at all, and can be read."""
    about = {(kind_of(row), row.on) for row in (catalogue()[id] for id in ids)}
    return [
        row.id
        for row in catalogue().values()
        if row.on and (kind_of(row), row.on) in about and not row.only and READABLE.intersection(row.owns)
    ]


# --- by an older run -----------------------------------------------------------------------------------


class NotARun(ValueError):
    """The file holds no run that could be asked again; says why."""


@dataclass(frozen=True)
class Earlier:
    """What an older run says of its target, and what it left to be asked again."""

    target: dict[str, Any]
    profiles: tuple[str, ...]  # those it required beside those that always are
    ids: tuple[str, ...]
    resumed: Resumed | None = None  # where it is not asked once more, but goes on

    @property
    def address(self) -> str | None:
        """None where it was the embedded server."""
        return None if self.target.get("embedded") else str(self.target["base_url"])

    @property
    def model(self) -> str | None:
        """The one that was asked for by name; another is found again."""
        return self.target["model"] if self.target.get("model_from") == BY_NAME else None


def earlier(path: Path) -> Earlier:
    """A run as it lies in a file, or in the directory of a report, to be asked once more."""
    with told_as_no_run(file_of(path)):
        run = parsed(read(file_of(path)))
        rows = [(row["id"], row["verdict"]) for row in run["requirements"]]
        return of_target(run, tuple(str(id) for id, verdict in rows if verdict in UNSETTLED))


def cut_off(path: Path) -> Earlier:
    """The same where it is to go on: all of it is taken over, so all of it must be one."""
    file = file_of(path)
    with told_as_no_run(file):
        run = parsed(read(file))
        validator().validate(run)
        resumed = Resumed(str(file), run)
        return replace(of_target(run, resumed.asked), resumed=resumed)


def file_of(path: Path) -> Path:
    return path / "run.json" if path.is_dir() else path


def of_target(run: dict[str, Any], ids: tuple[str, ...]) -> Earlier:
    target = dict(run["target"])
    target["base_url"], target["model"]
    required = [name for name, one in run["profiles"].items() if one["required"] and name in profiles()]
    return Earlier(target, tuple(name for name in required if not profiles()[name].required), ids)


@contextmanager
def told_as_no_run(file: Path) -> Iterator[None]:
    shown = printable(str(file))
    try:
        yield
    except OSError as error:
        raise NotARun(f"cannot read {shown}: {error.strerror or error}") from None
    except TooMuch as error:
        raise NotARun(f"{shown} cannot be asked again: {error}") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotARun(f"{shown} is no run.json of this suite") from None


# --- what was probably meant ---------------------------------------------------------------------------


def unknown(prefix: str, known: Iterable[str], lister: str = "oaic requirements") -> str:
    """That nothing begins so, and what does."""
    there = meant(prefix, beginnings(known)) or f"; `{lister}` lists what there is"
    return f"nothing begins with {printable(prefix)[:SHOWN]}{there}"


def beginnings(ids: Iterable[str]) -> list[str]:
    """Every id, and every part of one that ends at a dot."""
    parts = {id: id.split(".") for id in ids}
    return list(dict.fromkeys(".".join(steps[:end]) for steps in parts.values() for end in range(1, len(steps) + 1)))
