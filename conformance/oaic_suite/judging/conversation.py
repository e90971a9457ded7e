"""A conversation drives the target and keeps what came back; checks read it by its name.

Its kind says how checks see an exchange: `reply` (one JSON value), `stream` (server-sent events), `lines` (lines of
JSON), `refusal` (an error), whatever else a surface calls a view of its own, or nothing in particular. With `variants`
it is held once for each. The stage holds conversations; declaring one asks nothing. What may cost a server more than it
should is held `last`: all of it, or some variants.
"""

from __future__ import annotations

import functools
import inspect
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.views import VIEWS
from oaic_suite.judging.requirement import Requirement

VARIANT = "variant"  # the argument of a conversation that receives its variant's value
Choice = Mapping[str, str]  # of each conversation that has variants, which
Key = tuple[Any, ...]  # what makes a conversation the same one: its name, and the variants it is held with


@dataclass(frozen=True)
class Conversation:
    name: str
    kind: str | None
    variants: Mapping[str, Any]
    hold: Callable[..., Any]
    control: bool = False  # others need it only to have been answered
    apart: bool = False  # its exchanges are judged by its own checks alone
    last: bool | Collection[str] = False  # whether it may wedge a server, or which of its variants

    @functools.cached_property
    def arguments(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.hold).parameters)

    def is_last(self, choice: Choice) -> bool:
        """Whether it is asked when all else was."""
        return self.last if isinstance(self.last, bool) else choice.get(self.name) in self.last

    def __call__(self, *given: Any, **named: Any) -> Any:
        held = self.hold(*given, **named)
        return VIEWS[self.kind](held) if self.kind and isinstance(held, Exchange) else held


CONVERSATIONS: dict[str, Conversation] = {}


def conversation(
    kind: str | None = None,
    variants: Mapping[str, Any] | None = None,
    *,
    control: bool = False,
    apart: bool = False,
    last: bool | Collection[str] = False,
) -> Callable[[Callable[..., Any]], Conversation]:
    def register(hold: Callable[..., Any]) -> Conversation:
        declared = Conversation(hold.__name__, kind, variants or {}, hold, control, apart, last)
        known = CONVERSATIONS.get(declared.name)
        if known and known.hold.__module__ != hold.__module__:
            raise ValueError(
                f"two conversations are called {declared.name}: {known.hold.__module__}, {hold.__module__}"
            )
        CONVERSATIONS[declared.name] = declared
        return declared

    return register


def kind_of(requirement: Requirement) -> str | None:
    """How a check sees its one exchange; None when it reads several."""
    read = [CONVERSATIONS[name] for name in requirement.arguments if name in CONVERSATIONS]
    return read[0].kind if len(requirement.arguments) == len(read) == 1 else None


# --- which are held for a check ------------------------------------------------------------------------


def asked(requirement: Requirement, choice: Choice) -> bool:
    """Whether a check is asked about this choice of variants."""
    names = choice.values() or ("",)
    if requirement.only and not any(name.startswith(requirement.only) for name in names):
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


def asked_last(requirement: Requirement, choice: Choice) -> bool:
    """Whether a check reads what is asked when all else was."""
    return any(CONVERSATIONS[name].is_last(choice) for name in closure(requirement.arguments))


def closure(arguments: tuple[str, ...]) -> list[str]:
    """The conversations a check needs, those it names and those they need."""
    names: list[str] = []
    for name in arguments:
        if name in CONVERSATIONS and name not in names:
            names += [n for n in closure(CONVERSATIONS[name].arguments) if n not in names]
            names.append(name)
    return names


def key_of(name: str, choice: Choice) -> Key:
    return (name, *((other, choice[other]) for other in closure((name,)) if other in choice))


def read_by(requirement: Requirement, choice: Choice) -> list[Key]:
    """The conversations that a check names itself."""
    return [key_of(name, choice) for name in requirement.arguments if name in CONVERSATIONS]


def spoken(key: Key) -> str:
    """A conversation and its variants in a few words."""
    name, *choice = key
    return " ".join([name, *(variant for _, variant in choice)])
