"""Named ways to break one requirement, and legal oddities that break none.

A fault is a function in a file of this folder, registered under the id of the requirement it breaks
(further ones of the same requirement: `id:slug`). What it takes and gives depends on its stage:

    request   Request -> Request         before the gates, key and body included
    answer    Request -> Reply | None    instead of the handler; None leaves it to the handler
    reply     Reply -> Reply | None      after everything else; None means changed in place
    wire      the same, by convention for changes of `reply.wire` only

Several compose: of each stage all that concern a request apply, in the order in which they were chosen, each
to what the one before left. Two are refused together where one of them would be lost: two that answer the same
operation, and two that break the same requirement in a reply. Two that break one requirement at different
stages, or in requests alone, compose like any others.
"""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import combinations
from typing import Any, Literal, TypeVar

from oaic_spec import contract

from oaic_server.exchange.request import Request

Stage = Literal["request", "answer", "reply", "wire"]
Kind = Literal["fault", "benign"]
Function = TypeVar("Function", bound=Callable[..., Any])

Dull = Literal["repeats", "calls", "long"]
# Why a fault does not show where a model talks nonsense: what shows it is not for the server to bring about.
DULL: dict[Dull, str] = {
    "repeats": "it shows in a text that a model was told to repeat",
    "calls": "it shows where a model calls of its own accord",
    "long": "it shows in an answer that is long enough to be cut",
}

AFTER_THE_HANDLER: tuple[Stage, ...] = ("reply", "wire")
MOST_ALSO = 3
# These stand above the faults, and ask or name them.
WITHOUT_FAULTS = frozenset({f"{__name__}.{module}" for module in ("touching", "likeness", "waking")})


class FaultError(ValueError):
    """A fault that is not known, that cannot be registered as it is, or that excludes another."""


@dataclass(frozen=True)
class Fault:
    id: str
    kind: Kind
    stage: Stage
    function: Callable[..., Any]
    summary: str
    also: Mapping[str, str]  # further requirements that fall with it, each with the reason
    on: str | None  # the one operation it touches; None: any
    dull: str | None = None  # why it does not show where a model talks nonsense; None: it does

    @property
    def requirement(self) -> str | None:
        return self.id.partition(":")[0] if self.kind == "fault" else None

    @property
    def place(self) -> str:
        return f"{self.function.__module__}.{self.function.__name__}"

    def concerns(self, request: Request) -> bool:
        """What touches any operation touches any of the API; of what stands beside it, that which it is named after."""
        if self.on is not None:
            return self.on == request.operation
        known = contract().operations.get(request.operation)
        return known is None or not known.convention or self.id.startswith(f"{known.convention}.")

    def meets(self, other: Fault) -> bool:
        """Whether one answer may concern both."""
        return self.on is None or other.on is None or self.on == other.on


REGISTERED: dict[str, Fault] = {}


def fault(
    id: str,
    *,
    stage: Stage = "reply",
    also: Mapping[str, str] | None = None,
    on: str | None = None,
    dull: Dull | None = None,
) -> Callable[[Function], Function]:
    return _registering(id, "fault", stage, also or {}, on, dull)


def benign(id: str, *, stage: Stage = "reply", on: str | None = None) -> Callable[[Function], Function]:
    return _registering(id, "benign", stage, {}, on)


def _registering(
    id: str, kind: Kind, stage: Stage, also: Mapping[str, str], on: str | None, dull: Dull | None = None
) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        _add(Fault(id, kind, stage, function, summary(function), dict(also), on, dull and DULL[dull]))
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


def chosen(ids: str | Iterable[str]) -> tuple[Fault, ...]:
    """The faults of these ids in their order, all of them or none; a text may list several, with commas between."""
    texts = [ids] if isinstance(ids, str) else ids
    named = [id.strip() for text in texts for id in text.split(",")]
    found = tuple(find(id) for id in named if id)
    for one, other in combinations(found, 2):
        if reason := conflict(one, other):
            raise FaultError(f"{one.id} and {other.id} cannot both apply: {reason}")
    return found


def conflict(one: Fault, other: Fault) -> str | None:
    """Why an answer cannot be broken by both; None where it can, or where they never meet in one."""
    if not one.meets(other):
        return None
    if one is other:
        return "they are the same fault"
    if one.stage == other.stage == "answer":
        return f"each answers {one.on or other.on or 'any request'} instead of the handler, and only one can"
    in_the_reply = one.stage in AFTER_THE_HANDLER and other.stage in AFTER_THE_HANDLER
    if in_the_reply and one.requirement is not None and one.requirement == other.requirement:
        return f"each breaks {one.requirement} in the reply, and the later would hide the earlier"
    return None
