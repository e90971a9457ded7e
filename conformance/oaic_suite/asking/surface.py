"""What must be known of a surface to ask it, and to tell whether a server has it.

A folder of checks that asks something of its own says so in its `surface.py`, as `SURFACE`; that is the
one place which names an operation, and finding the file is all that happens here.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from oaic_spec import contract

CHECKS = "oaic_suite.checks"
FILE = "surface"
STREAMED = {"stream": True}
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Maker:
    """A request that makes what others are about; its answer says the id."""

    operation: str
    members: Json = field(default_factory=dict)
    at: tuple[str | int, ...] = ("id",)  # where the answer says it
    goes_in: str | None = None  # the member of a body that names it; else the last name in the path does


@dataclass(frozen=True)
class Keeping:
    """What makes a server keep something, and what deletes it."""

    made_by: str
    deleted_by: str
    unless: Json = field(default_factory=dict)  # members of a request after which nothing is kept
    where: Json = field(default_factory=dict)  # members without which nothing is
    at: tuple[str | int, ...] = ("id",)  # where the answer says the id of what is kept
    over: tuple[str, ...] = ()  # where it is only ended so: the statuses of what need not be ended any more


@dataclass(frozen=True)
class Plain:
    """An operation as it is asked in the plainest way."""

    operation: str
    body: Json | None = None  # the smallest that is valid, but for the model
    limits: tuple[str, ...] = ()  # how the limit of tokens is spelt; some models take only a later one
    of_a_model: bool = True  # whether the body names one
    lists_models: bool = False
    doings: tuple[str, str] | None = None  # what an application calls it, whole and streamed
    called: str | None = None  # where operations are told apart; else as its surface
    made_by: Maker | None = None  # what its path names must be made first
    goes_on_by: str | None = None  # the member that names what it made before, to go on with
    gathers: Mapping[str, str] = field(default_factory=dict)  # members that hold the ids of all that others made
    makes: Literal["pictures", "sounds"] | None = None  # what is paid for by the piece


@dataclass(frozen=True)
class Probe:
    """A request that only a server with a capability grants, and what it builds on."""

    operation: str
    members: Json = field(default_factory=dict)
    needs: str | None = None
    besides: Json = field(default_factory=dict)  # what the request must also say to be granted
    otherwise: Json = field(default_factory=dict)  # another form, asked where the first is refused
    called: tuple[str, ...] = ()  # words by which a refusal may name it, besides its members
    later: bool = False  # whether what it names may take a moment to be there
    marks: str | None = None  # a member by which an answer is told from one that anything is answered with


@dataclass(frozen=True)
class Route:
    """A way to reach an operation, asked in the plainest way."""

    operation: str
    needs: str  # what a server must have to offer it
    members: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Called:
    """A call of a tool, as an answer makes it, and what the request offered."""

    name: str
    arguments: object
    offered: Mapping[str, object]  # the schema of each tool's arguments, by its name


@dataclass(frozen=True)
class Surface:
    name: str  # of its folder; that of the capability which all of it rests on
    profile: str  # which requires it
    plain: tuple[Plain, ...] = ()  # operations of its own
    probes: Mapping[str, Probe] = field(default_factory=dict)  # by capability
    models: tuple[str, ...] = ()  # what ids of models that serve it often say, where few do
    survey: Callable[[Any], Any] | None = None  # finds its capability out in a way of its own, from a target
    keeps: tuple[Keeping, ...] = ()
    calls: Callable[[Any], Iterable[Called]] | None = None  # those an answer makes to functions, from its evidence


@functools.cache
def surfaces() -> tuple[Surface, ...]:
    """All there are: those with operations in the contract's order, then what builds on them, odd ones last."""
    folder = Path(__file__).parents[1] / "checks"
    modules = [found.name for found in pkgutil.walk_packages([str(folder)], f"{CHECKS}.")]
    found: list[Surface] = [
        importlib.import_module(name).SURFACE for name in modules if name.rpartition(".")[2] == FILE
    ]
    return tuple(sorted(found, key=place))


def place(surface: Surface) -> tuple[int, bool, str]:
    operations = list(contract().operations)
    first = min((operations.index(plain.operation) for plain in surface.plain), default=len(operations))
    return first, surface.survey is not None, surface.name


@functools.cache
def plains() -> dict[str, Plain]:
    """The plainest way to ask, by operation."""
    return {plain.operation: plain for surface in surfaces() for plain in surface.plain}


@functools.cache
def probes() -> dict[str, Probe]:
    """By capability; what a probe needs stands before it."""
    declared = {name: probe for surface in surfaces() for name, probe in surface.probes.items()}
    ordered: dict[str, Probe] = {}

    def take(name: str) -> None:
        probe = declared[name]
        if probe.needs and probe.needs not in ordered:
            take(probe.needs)
        ordered.setdefault(name, probe)

    for name in declared:
        take(name)
    return ordered


@functools.cache
def operations() -> dict[str, str]:
    """Every operation of the API that can be asked at once, by the name it is called here."""
    return {
        plain.called or surface.name: plain.operation
        for surface in surfaces()
        for plain in surface.plain
        if plain.made_by is None and not is_beside(plain.operation)
    }


@functools.cache
def about_one() -> dict[str, str]:
    """Every operation of the API that has a body and is about something that is made first, by what it is called."""
    return {
        plain.called or surface.name: plain.operation
        for surface in surfaces()
        for plain in surface.plain
        if plain.made_by and is_about_one(plain.operation) and not is_beside(plain.operation)
    }


def is_about_one(operation: str) -> bool:
    """Whether its path names one thing, and a body says more."""
    asked = contract().operations[operation]
    return bool(asked.request or asked.form) and asked.path.count("{") == 1


def is_beside(operation: str) -> bool:
    """Whether an operation is none of the API's, but what servers agreed on beside it."""
    return bool(contract().operations[operation].convention)


@functools.cache
def routes() -> dict[str, Route]:
    """Every route there is by name: each operation, and each that a server may also stream."""
    whole = {name: Route(operation, capability_of(operation)) for name, operation in operations().items()}
    streamed = {
        f"streamed-{name}": Route(operation, capability, probe.members)
        for name, operation in operations().items()
        for capability, probe in probes().items()
        if probe.operation == operation and probe.members == asks_for_stream(operation)
    }
    return whole | streamed


def asks_for_stream(operation: str) -> Json | None:
    """The members that a request for a stream has, where there are streams."""
    stream = contract().operations[operation].stream
    return None if stream is None else stream.asked_by


def surface_of(operation: str) -> Surface:
    return next(found for found in surfaces() if any(plain.operation == operation for plain in found.plain))


def capability_of(operation: str) -> str:
    """What a server must have to answer an operation at all."""
    return next(name for name, probe in probes().items() if probe.operation == operation)


def rests_on(operation: str) -> str | None:
    """The capability that the one to answer an operation builds on."""
    return probes()[capability_of(operation)].needs


@functools.cache
def keepings() -> tuple[Keeping, ...]:
    return tuple(keeping for surface in surfaces() for keeping in surface.keeps)


@functools.cache
def suited() -> dict[str, tuple[str, ...]]:
    """The surfaces that few models serve, and what the ids of those that do often say."""
    return {found.name: found.models for found in surfaces() if found.models}


def listing() -> str:
    """The operation that lists the models."""
    return next(name for name, plain in plains().items() if plain.lists_models)


def plainest() -> str:
    """The operation that costs something and that every model serves."""
    return next(name for name, plain in plains().items() if plain.limits and not surface_of(name).models)


def limit_names() -> tuple[str, ...]:
    """Every way to spell the limit of tokens, the older first."""
    return tuple(dict.fromkeys(limit for plain in plains().values() for limit in plain.limits))
