"""Named ways to break one requirement, and legal oddities that break none.

A fault is a function in a file of this folder, registered under the id of the requirement it breaks
(further ones of the same requirement: `id:slug`). What it takes and gives depends on its stage:

    request   Request -> Request         before the gates, key and body included
    answer    Request -> Reply | None    instead of the handler; None leaves it to the handler
    reply     Reply -> Reply | None      after everything else; None means changed in place
    wire      the same, by convention for changes of `reply.wire` only
"""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal, TypeVar

from oaic_server.exchange.request import Request

Stage = Literal["request", "answer", "reply", "wire"]
Kind = Literal["fault", "benign"]
Function = TypeVar("Function", bound=Callable[..., Any])

MOST_ALSO = 2
WITHOUT_FAULTS = frozenset({f"{__name__}.touching"})  # stands above the faults and asks them all


class FaultError(ValueError):
    """A fault that is not known, or that cannot be registered as it is."""


@dataclass(frozen=True)
class Fault:
    id: str
    kind: Kind
    stage: Stage
    function: Callable[..., Any]
    summary: str
    also: Mapping[str, str]  # further requirements that fall with it, each with the reason
    on: str | None  # the one operation it touches; None: any

    @property
    def requirement(self) -> str | None:
        return self.id.partition(":")[0] if self.kind == "fault" else None

    @property
    def place(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"

    def concerns(self, request: Request) -> bool:
        return self.on is None or self.on == request.operation


REGISTERED: dict[str, Fault] = {}


def fault(
    id: str, *, stage: Stage = "reply", also: Mapping[str, str] | None = None, on: str | None = None
) -> Callable[[Function], Function]:
    return _registering(id, "fault", stage, also or {}, on)


def benign(id: str, *, stage: Stage = "reply", on: str | None = None) -> Callable[[Function], Function]:
    return _registering(id, "benign", stage, {}, on)


def _registering(
    id: str, kind: Kind, stage: Stage, also: Mapping[str, str], on: str | None
) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        _add(Fault(id, kind, stage, function, summary(function), dict(also), on))
        return function

    return register


def _add(added: Fault) -> None:
    if known := REGISTERED.get(added.id):
        raise FaultError(f"two faults are called {added.id}: {known.place} and {added.place}")
    if len(added.also) > MOST_ALSO:
        count = len(added.also)
        raise FaultError(f"{added.place} takes {count} more requirements with it; expected at most {MOST_ALSO}")
    REGISTERED[added.id] = added


def summary(function: Callable[..., Any]) -> str:
    """The first line of its docstring, or its name read aloud."""
    written = (function.__doc__ or "").strip().partition("\n")[0]
    return written or function.__name__.replace("_", " ").strip()


def known() -> Mapping[str, Fault]:
    _load()
    return REGISTERED


@cache
def _load() -> None:
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        if found.name not in WITHOUT_FAULTS:
            import_module(found.name)


def find(id: str) -> Fault:
    faults = known()
    if id not in faults:
        close = difflib.get_close_matches(id, faults, n=3) or [name for name in faults if name.startswith(id)]
        meant = f"; did you mean {' or '.join(close[:3])}?" if close else "; --list-faults lists them"
        raise FaultError(f"there is no fault {id!r}{meant}")
    return faults[id]


def listing() -> list[dict[str, Any]]:
    return [
        {
            "id": fault.id,
            "requirement": fault.requirement,
            "kind": fault.kind,
            "stage": fault.stage,
            "summary": fault.summary,
            "also": dict(fault.also),
            "on": fault.on,
        }
        for fault in sorted(known().values(), key=lambda fault: fault.id)
    ]
