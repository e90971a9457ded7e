"""Where conversations are held: each at most once, for all checks that read it.

pytest asks it, and so does the kill matrix; there is no other way to hold one.
"""

from __future__ import annotations

import warnings
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shelf import Shelf
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import CONVERSATIONS, VARIANT, Choice, Conversation, Key, key_of
from oaic_suite.judging.judge import MANY, Judgement, convict, exchanges_of, judge
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.settling.convicting import Exchanged, Pair

TARGET = "target"  # the argument of a conversation that receives the server under test


@dataclass
class Stage:
    target: Target
    keeps_apart: bool = True  # also what tells nothing to other rows, tens of thousands where much is drawn
    asked: list[Exchanged] = field(default_factory=list)  # every exchange there was
    judged: set[Pair] = field(default_factory=set)
    shelf: Shelf = field(default_factory=Shelf)
    _held: dict[Key, Any] = field(default_factory=dict)
    _holding: list[Key] = field(default_factory=list)  # the innermost last
    _latest: list[deque[Exchange]] = field(default_factory=list)  # of each of them

    def __post_init__(self) -> None:
        told = self.target.log

        def log(exchange: Exchange) -> None:
            told(exchange)
            for latest in self._latest:
                latest.append(exchange)
            belonging = self.belonging(exchange)
            if self.keeps_apart or not belonging.apart:
                self.asked.append(belonging)

        self.target.log = log

    def belonging(self, exchange: Exchange) -> Exchanged:
        """An exchange, and the innermost conversation that is being held."""
        if not self._holding:
            return Exchanged(exchange)
        key = self._holding[-1]
        held = CONVERSATIONS[key[0]]
        return Exchanged(exchange, key, held.apart, held.kind == "refusal")

    def judge(self, requirement: Requirement, choice: Choice) -> Judgement:
        """What a check comes to; the warning filters of a host project change no verdict."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                arguments = {name: self.value(name, choice) for name in requirement.arguments}
            except NotEstablished as problem:
                return replace(convict(problem), evidence=problem.seen)
            except Exception as problem:
                return convict(upset(problem))
            self.shelf.reach(list(arguments.values()))
            self.judged |= {(requirement.id, exchange.id) for exchange in exchanges_of(arguments)}
            return judge(requirement, arguments)

    def hold(self, requirement: Requirement, choice: Choice) -> None:
        """Holds what a check reads, and judges nothing."""
        for name in requirement.arguments:
            with suppress(Exception):
                self.value(name, choice)

    def value(self, name: str, choice: Choice) -> Any:
        """What a conversation came to, which is held now if it was not before."""
        if name == TARGET:
            return self.target
        key = key_of(name, choice)
        if key not in self._held:
            self._holding.append(key)
            self._latest.append(deque(maxlen=MANY))
            self._held[key] = self._hold(CONVERSATIONS[name], choice)
            self._holding.pop()
            self._latest.pop()
        held = self._held[key]
        if isinstance(held, Exception):
            raise held
        return held

    def _hold(self, conversation: Conversation, choice: Choice) -> Any:
        arguments = dict[str, Any]()
        try:
            arguments |= {name: self.value(name, choice) for name in conversation.arguments if name != VARIANT}
            if VARIANT in conversation.arguments:
                arguments[VARIANT] = conversation.variants[choice[conversation.name]]
            return conversation(**arguments)
        except NotEstablished as problem:
            seen = {exchange.id: exchange for exchange in (*exchanges_of(arguments), *self._latest[-1])}
            problem.seen = problem.seen or tuple(seen.values())[-MANY:]
            return problem
        except Exception as problem:
            return problem


def upset(problem: Exception) -> Exception:
    """A conversation never asserts: one that does is our error, not the server's."""
    return RuntimeError(str(problem)) if isinstance(problem, AssertionError) else problem
