"""A conversation drives the target and keeps what came back; checks read it by its name.

A conversation is a pytest fixture and, for selftest, a plain function: the same requests either way.
Its kind says how checks see an exchange: `reply` (one JSON value), `stream` (server-sent events),
`refusal` (an error), `leave` and `visit` (what a browser reads), or nothing in particular. With
`variants` it is held once for each.
"""

from __future__ import annotations

import functools
import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest

from oaic_suite.evidence import Evidence
from oaic_suite.exchange import Exchange
from oaic_suite.leave import Leave, Visit
from oaic_suite.refusal import Refusal
from oaic_suite.reply import Reply
from oaic_suite.requirement import KINDS, Requirement
from oaic_suite.stream import Stream

VIEWS: dict[str, type[Evidence]] = {
    "reply": Reply,
    "stream": Stream,
    "refusal": Refusal,
    "leave": Leave,
    "visit": Visit,
}
VARIANT = "variant"  # the argument of a conversation that receives its variant's value


@dataclass(frozen=True)
class Conversation:
    name: str
    kind: str | None
    variants: Mapping[str, Any]
    hold: Callable[..., Any]
    control: bool = False  # others need it only to have been answered

    @functools.cached_property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.hold).parameters)

    def __call__(self, **arguments: Any) -> Any:
        held = self.hold(**arguments)
        return VIEWS[self.kind](held) if self.kind and isinstance(held, Exchange) else held


CONVERSATIONS: dict[str, Conversation] = {}


def conversation(
    kind: str | None = None, variants: Mapping[str, Any] | None = None, *, control: bool = False
) -> Callable[..., Any]:
    def register(hold: Callable[..., Any]) -> Any:
        made = Conversation(hold.__name__, kind, variants or {}, hold, control)
        known = CONVERSATIONS.get(made.name)
        if known and known.hold.__module__ != hold.__module__:
            raise ValueError(f"two conversations are called {made.name}: {known.hold.__module__}, {hold.__module__}")
        CONVERSATIONS[made.name] = made
        KINDS[made.name] = kind
        return as_fixture(made)

    return register


def as_fixture(made: Conversation) -> Any:
    """The conversation as a pytest fixture, held once a session and variant."""

    @functools.wraps(made.hold)
    def fixture(request: pytest.FixtureRequest, **arguments: Any) -> Any:
        if VARIANT in made.arguments:
            arguments[VARIANT] = made.variants[request.param]
        return made(**arguments)

    wanted = [name for name in ("request", *made.arguments) if name != VARIANT]
    fixture.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in wanted]
    )
    del fixture.__wrapped__
    fixture.conversation = True  # type: ignore[attr-defined]
    return pytest.fixture(scope="session", params=list(made.variants) or None, name=made.name)(fixture)


# --- the same without pytest -------------------------------------------------------------------------


def asked(requirement: Requirement, choice: Mapping[str, str]) -> bool:
    """Whether a check is asked about this choice of variants."""
    if requirement.only and not any(name.startswith(requirement.only) for name in choice.values()):
        return False
    if requirement.when is None:
        return True
    bodies = [CONVERSATIONS[name].variants[variant] for name, variant in choice.items()]
    return all(requirement.when(body) for body in bodies if isinstance(body, Mapping))


def choices(requirement: Requirement) -> Iterator[dict[str, str]]:
    """Every choice of variants a check is asked about."""
    names = [name for name in closure(requirement.arguments) if CONVERSATIONS[name].variants]
    for chosen in itertools.product(*(CONVERSATIONS[name].variants for name in names)):
        choice = dict(zip(names, chosen, strict=True))
        if asked(requirement, choice):
            yield choice


def closure(arguments: tuple[str, ...]) -> list[str]:
    """The conversations a check needs, those it names and those they need."""
    names: list[str] = []
    for name in arguments:
        if name in CONVERSATIONS and name not in names:
            names += [n for n in closure(CONVERSATIONS[name].arguments) if n not in names]
            names.append(name)
    return names


Key = tuple[Any, ...]


def key_of(name: str, choice: Mapping[str, str]) -> Key:
    """What makes a conversation the same one: its name, and the variants it was held with."""
    return (name, *((other, choice[other]) for other in closure((name,)) if other in choice))


@dataclass
class Stage:
    """Holds each conversation at most once, and remembers how it ended."""

    roots: Mapping[str, Any]
    watch: Callable[[Key], AbstractContextManager[None]] = lambda key: nullcontext()
    _held: dict[Key, Any] = field(default_factory=dict)

    def arguments(self, requirement: Requirement, choice: Mapping[str, str]) -> dict[str, Any]:
        return {name: self.value(name, choice) for name in requirement.arguments}

    def value(self, name: str, choice: Mapping[str, str]) -> Any:
        if name in self.roots:
            return self.roots[name]
        key = key_of(name, choice)
        if key not in self._held:
            with self.watch(key):
                self._held[key] = self._hold(CONVERSATIONS[name], choice)
        held = self._held[key]
        if isinstance(held, Exception):
            raise held
        return held

    def _hold(self, made: Conversation, choice: Mapping[str, str]) -> Any:
        try:
            arguments = {name: self.value(name, choice) for name in made.arguments if name != VARIANT}
            if VARIANT in made.arguments:
                arguments[VARIANT] = made.variants[choice[made.name]]
            return made(**arguments)
        except Exception as problem:
            return problem
