"""What a conversation would ask, found out without asking: it is held with a target that sends nothing.

It goes as far as its first request. What others come to, which it rests on, is there and says yes to everything.
So it is known which capabilities it wants, whether it asks at all where some are lacking, and how many tokens an
answer may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_suite.asking.bounds.budget import most_tokens
from oaic_suite.asking.bounds.pieces import NONE, Pieces, pieces
from oaic_suite.asking.surface import plains, probes
from oaic_suite.asking.survey.capability import Capabilities
from oaic_suite.asking.target import Target
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import CONVERSATIONS, VARIANT, Choice, Conversation, Key, key_of
from oaic_suite.judging.stage import TARGET

UNSENT = ("base_url", "client", "apart", "overhears", "leave")  # whoever takes these asks in a way of its own
MODEL = "a-model"


@dataclass(frozen=True)
class Rehearsed:
    """One conversation, as far as can be told beforehand."""

    asks: bool  # whether it sends anything
    wants: frozenset[str] = frozenset()  # capabilities
    tokens: int = 0  # an answer may have
    pieces: Pieces = NONE  # it may be made of
    to_be_refused: bool = False
    again: str = ""  # what is asked, where the same is not paid for twice


class Asks(Exception):
    """It would have asked this."""

    def __init__(self, operation: str | None = None, body: Any = None, *, lawful: bool = False) -> None:
        super().__init__()
        self.body, self.pieces = body, pieces(operation, body)
        self.again = repr((operation, body)) if lawful and self.pieces else ""


class Yes:
    """Stands for what another conversation came to."""

    def __getattr__(self, name: str) -> Yes:
        return self

    def __call__(self, *given: Any, **named: Any) -> Yes:
        return self

    def __getitem__(self, key: Any) -> Yes:
        return self

    def __iter__(self) -> Iterator[Yes]:
        return iter(())


@dataclass
class Wanted(Capabilities):
    """Notes which are wanted; what is known of them decides as ever."""

    wanted: set[str] = field(default_factory=set)

    def require(self, name: str) -> None:
        self.wanted.add(name)
        super().require(name)

    def has(self, name: str) -> bool:
        """What nobody has asked for yet might be there: then more is asked."""
        self.wanted.add(name)
        return name not in self.known or super().has(name)


class Unsent:
    """A target as a conversation sees it, up to the first request."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        if name in UNSENT:
            raise Asks
        return getattr(self._target, name)

    def ask(self, operation: str, /, **members: Any) -> Any:
        raise Asks(operation, self._target.body(operation, **members), lawful=True)

    def provoke(self, operation: str, body: Any = None, **changes: Any) -> Any:
        raise Asks(operation, body)

    def require_pieces(self, operation: str, body: Any) -> None:
        raise Asks(operation, body)

    def send(self, method: str, path: str, body: Any = None, **changes: Any) -> Any:
        raise Asks(None, body)


@dataclass
class Rehearsal:
    """Holds conversations, each once, with what is known of a server: nothing, or what the survey found."""

    target: Target
    _held: dict[Key, Rehearsed] = field(default_factory=dict)

    def of(self, key: Key) -> Rehearsed:
        if key not in self._held:
            self._held[key] = self._hold(CONVERSATIONS[key[0]], dict(key[1:]))
        return self._held[key]

    def of_probe(self, name: str) -> Rehearsed:
        """What the survey asks for one capability; what it must make first stands for itself."""
        probe = probes().get(name)
        if probe is None or plains()[probe.operation].makes is None:
            return Rehearsed(True)
        asks = Asks(
            probe.operation, self._target().body(probe.operation, **probe.members, **probe.besides), lawful=True
        )
        return Rehearsed(True, frozenset(), 0, asks.pieces, False, asks.again)

    def _target(self, **changes: Any) -> Target:
        return replace(self.target, model_id=self.target.model_id or MODEL, **changes)

    def _hold(self, conversation: Conversation, choice: Choice) -> Rehearsed:
        wanted, refused = Wanted(dict(self.target.capabilities.known)), conversation.kind == "refusal"
        try:
            given = self._arguments(conversation, choice)
            given |= {TARGET: Unsent(self._target(capabilities=wanted))}
            conversation.hold(**{name: given[name] for name in conversation.arguments})
        except NotApplicable:
            return Rehearsed(False, frozenset(wanted.wanted))
        except Asks as asks:
            return Rehearsed(True, frozenset(wanted.wanted), most_tokens(asks.body), asks.pieces, refused, asks.again)
        except Exception:  # it would read what only an answer holds
            pass
        return Rehearsed(True, frozenset(wanted.wanted))

    def _arguments(self, conversation: Conversation, choice: Choice) -> dict[str, Any]:
        """All but the target."""
        others = [name for name in conversation.arguments if name not in (TARGET, VARIANT)]
        if not all(self.of(key_of(name, choice)).asks for name in others):
            raise NotApplicable("it rests on what is not asked")
        variant = conversation.variants.get(choice.get(conversation.name, ""))
        return dict.fromkeys(others, Yes()) | {VARIANT: variant}
