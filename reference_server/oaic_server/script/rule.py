"""A rule: to which requests it applies, which of them it meets, and what they are to meet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from typing import Any

from oaic_server.exchange.line import Line
from oaic_server.exchange.refusal import Refusal
from oaic_server.faults import Fault
from oaic_server.script.asked import Asked
from oaic_server.script.replay import Replay

ABSENT = object()
PASSING = frozenset({"user", "safety_identifier", "prompt_cache_key", "client_metadata"})  # members that say who asks


@dataclass(frozen=True)
class When:
    """Whatever is not None is demanded."""

    operation: str | None = None
    model: str | None = None  # may hold `*`
    says: str | None = None  # somewhere in the user's last words, in any letter case
    tool: str | None = None  # is offered
    turn: int | None = None
    stream: bool | None = None
    members: Mapping[str, Any] = field(default_factory=dict)  # of the body, each exactly so
    body: Mapping[str, Any] | None = None  # the whole of it, but for what is another with each run
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def demands(self) -> int:
        return sum(getattr(self, each.name) not in (None, {}) for each in fields(self))

    def misses(self, asked: Asked) -> Iterator[str]:
        """What keeps this request from being meant, in words."""
        request = asked.request
        if self.operation not in (None, request.operation):
            yield f"operation: expected {self.operation}, found {request.operation}"
        model = str(request.members.get("model", ""))
        if self.model is not None and not fnmatchcase(model, self.model):
            yield f"model: expected {self.model}, found {model or 'none'}"
        if self.says is not None and self.says.lower() not in asked.says.lower():
            yield f"says: expected {self.says!r} in the user's last words, found {cut(asked.says)!r}"
        if self.tool is not None and self.tool not in asked.tools:
            yield f"tool: expected {self.tool} to be offered, found {', '.join(asked.tools) or 'none'}"
        if self.turn not in (None, asked.turn):
            yield f"turn: expected {self.turn}, found {asked.turn}"
        if self.stream not in (None, request.stream):
            yield f"stream: expected {self.stream}, found {request.stream}"
        yield from unlike(self.members, request.members, self.members)
        if self.body is not None:
            yield from unlike(self.body, request.members, (self.body.keys() | request.members.keys()) - PASSING)
        for name, value in self.headers.items():
            if request.headers.get(name.lower()) != value:
                yield f"headers: expected {name}: {value}"


@dataclass(frozen=True)
class Manner:
    """How an answer leaves, whatever it says."""

    first: float = 0.0  # seconds before the answer begins
    between: float | None = None  # seconds between the events of a stream
    stall: int | None = None  # after so many events nothing follows, and the connection stays open
    cut: int | None = None  # after so many events the connection drops


@dataclass(frozen=True)
class Rule:
    name: str  # as messages call it
    when: When = field(default_factory=When)
    line: Line | None = None
    failure: Refusal | None = None
    replay: Replay | None = None
    manner: Manner = field(default_factory=Manner)
    faults: tuple[Fault, ...] = ()
    times: int | None = None  # None: always
    at: int = 1  # the first of the requests it fits that it meets

    @property
    def decides(self) -> bool:
        """Whether it says what the answer is, and not only how it leaves."""
        return (self.line, self.failure, self.replay) != (None, None, None)

    def misses(self, asked: Asked) -> list[str]:
        found = list(self.when.misses(asked))
        if self.line is not None and self.line.kind not in asked.sayable:
            return [*found, f"operation: {asked.request.operation} cannot say {self.line.kind}"]
        return found


def unlike(wanted: Mapping[str, Any], found: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        there, expected = found.get(name, ABSENT), wanted.get(name, ABSENT)
        if there != expected:
            yield f"{name}: expected {brief(expected)}, found {brief(there)}"


def brief(value: Any) -> str:
    return "none" if value is ABSENT else cut(json.dumps(value, ensure_ascii=False))


def cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
