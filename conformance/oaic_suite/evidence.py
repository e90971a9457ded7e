"""An exchange as a check reads it: accessors return what is there or say who is to blame."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from oaic_spec import Operation, Problem, Schema, contract

from oaic_suite.exchange import Exchange, Request
from oaic_suite.located import Located, expand, step
from oaic_suite.place import ABSENT, Finding, Place, visit
from oaic_suite.requirement import REQUIREMENTS, Requirement
from oaic_suite.strict_json import parse, pointer
from oaic_suite.verdict import NotApplicable, NotEstablished, NotRun

TOO_MANY = 429


@dataclass(frozen=True, eq=False)
class Evidence:
    exchange: Exchange
    kind: ClassVar[str] = ""

    @property
    def request(self) -> Request:
        return self.exchange.request

    @property
    def operation(self) -> Operation | None:
        return contract().operations.get(self.request.operation or "")

    def place(self, pointer: str | None = None, **more: Any) -> Place:
        return Place(self.exchange.id, pointer, **more)

    def need(self, kept: str) -> None:
        """A check that reads what an exchange did not keep is not asked."""
        if kept not in self.exchange.kept:
            raise NotRun(f"the exchange kept no {kept}", "not-kept")

    # --- status and headers --------------------------------------------------------------------------

    @property
    def outcome(self) -> int | str:
        """The status of a complete answer, else how it ended. A rate limit settles nothing."""
        visit(self.place())
        if self.exchange.status == TOO_MANY:
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        return self.exchange.outcome

    @property
    def status(self) -> int:
        outcome = self.outcome
        if isinstance(outcome, str):
            raise NotEstablished(f"no complete answer: {outcome}", self.owner("@outcome"))
        return outcome

    def header(self, name: str) -> str:
        """A header's value; the empty string when it is not there."""
        _ = self.status
        self.need("headers")
        visit(self.place(header=name))
        return self.exchange.header(name) or ""

    def headers(self, pattern: str) -> list[Located]:
        """The values of every header whose name fits a pattern such as `x-ratelimit-*`; there may be none."""
        self.header(pattern)
        return [
            Located(value.strip(), self.place(header=name))
            for name, value in self.exchange.headers
            if fnmatch.fnmatchcase(name.lower(), pattern)
        ]

    @property
    def media_type(self) -> str:
        self.header("content-type")
        return self.exchange.media_type

    # --- who owns what -------------------------------------------------------------------------------

    def owner(self, where: str) -> str | None:
        """The requirement that asserts this place, or the nearest place above it."""
        narrowest = sorted(REQUIREMENTS.values(), key=lambda made: not made.only)
        while True:
            for made in narrowest:
                if self.concerns(made) and any(matches(where, own.removesuffix("/**")) for own in made.owns):
                    return made.id
            if where.startswith("@") or not where:
                return None
            where = where.rpartition("/")[0]

    def concerns(self, made: Requirement) -> bool:
        return made.kind == self.kind and made.on in (None, self.request.operation)

    def owned(self) -> list[str]:
        """Every pointer that some requirement about such an exchange asserts by itself."""
        made = [known for known in REQUIREMENTS.values() if self.concerns(known)]
        return [place for known in made for place in known.owns if not place.startswith("@")]


@dataclass(frozen=True, eq=False)
class Document(Evidence):
    """An answer that is one JSON value."""

    expected_statuses: ClassVar[range] = range(200, 300)

    @cached_property
    def json_error(self) -> str:
        """What keeps the body from being JSON; empty when nothing does."""
        visit(self.place())
        self.require_status()
        self.need("body")
        try:
            parse(self.exchange.body)
        except ValueError as error:
            return str(error)
        return ""

    @cached_property
    def json(self) -> Any:
        if self.json_error:
            raise NotEstablished(f"the body is not JSON: {self.json_error}", self.owner("@json"))
        return parse(self.exchange.body)

    def require_status(self) -> None:
        if self.status not in self.expected_statuses:
            raise NotEstablished(f"the answer has status {self.status}", self.owner("@outcome"))

    def get(self, *path: str | int) -> Any:
        """The value at a path, or ABSENT; what the path leads through must be there."""
        parent = self.at(*path[:-1]) if path else self.json
        visit(self.place(pointer(path)))
        return step(parent, path[-1]) if path else parent

    def at(self, *path: str | int) -> Any:
        """The value at a path; not established when it is not there."""
        value = self.json
        for depth, key in enumerate(path):
            value = step(value, key)
            if value is ABSENT:
                missing = pointer(path[: depth + 1])
                raise NotEstablished(f"there is nothing at {missing}", self.owner(missing))
        visit(self.place(pointer(path)))
        return value

    def array(self, *path: str | int) -> list[Any]:
        """The array at a path; not established when something else is there."""
        value = self.at(*path)
        if not isinstance(value, list):
            raise NotEstablished(f"there is no array at {pointer(path)}", self.owner(pointer(path)))
        return value

    def found(self, *path: str | int) -> Located:
        """What is at a path, or ABSENT, with its place; what the path leads through must be there."""
        return Located(self.get(*path), self.place(pointer(path)))

    def wherever(self, *patterns: str) -> list[Located]:
        """Every value the patterns name; there may be none."""
        root = Located(self.json, self.place(""))
        return [found for pattern in patterns for found in expand(root, pattern)]

    def each(self, pattern: str) -> list[Located]:
        """Every value a pattern names; there is at least one."""
        found = self.wherever(pattern)
        if not found:
            raise NotEstablished(f"there is nothing at {pattern}", self.owner(pattern))
        visit(found[0].place)
        return found

    def sound(self, pattern: str) -> list[Located]:
        """Every value a pattern names, where the contract has nothing against any of them."""
        self.require_sound(pattern)
        return self.each(pattern)

    def require_sound(self, *patterns: str) -> None:
        """Not established where the contract has something against what the patterns name, or stands above it."""
        for problem in self._problems:
            if any(covers(pattern, problem.pointer) or above(pattern, problem.pointer) for pattern in patterns):
                raise NotEstablished(problem.sentence, self.owner(problem.pointer))

    def entry(self, member: str, value: Any, *path: str | int) -> Any:
        """The one element of the array at a path whose member has a value."""
        found = [element for element in self.array(*path) if step(element, member) == value]
        if not found:
            raise NotEstablished(f"no element at {pointer(path)} has {member} {value!r}")
        return found[0]

    # --- the contract --------------------------------------------------------------------------------

    @property
    def schema(self) -> Schema:
        raise NotImplementedError

    @cached_property
    def _problems(self) -> list[Problem]:
        return self.schema.problems(self.json)

    def problems(self, *patterns: str) -> list[Finding]:
        """What the contract has against the places named; `*` stands for any one step."""
        visit(self.place(patterns[0]))
        found = [
            Finding(self.place(p.pointer), p.expected, p.observed)
            for p in self._problems
            if any(covers(pattern, p.pointer) for pattern in patterns)
        ]
        if not found:
            self.require_parents(patterns)
        return found

    def require_parents(self, patterns: tuple[str, ...]) -> None:
        for pattern in patterns:
            parent = pattern.removesuffix("/**").rpartition("/")[0]
            above = list(expand(Located(self.json, self.place()), parent)) if parent else []
            if parent and not any(isinstance(found.value, dict | list) for found in above):
                raise NotEstablished(f"there is nothing below {parent}", self.owner(parent))

    def given(self, *patterns: str) -> tuple[str, ...]:
        """The optional places that are there; where none is, there is nothing to judge."""
        self.require_parents(patterns)
        there = tuple(pattern for pattern in patterns if self.wherever(pattern))
        if not there:
            raise NotApplicable(f"there is nothing at {' or '.join(patterns)}, and need not be")
        return there

    def residue(self) -> list[Finding]:
        """What the contract has against places no other requirement owns."""
        owned = self.owned()
        return [
            Finding(self.place(p.pointer), p.expected, p.observed)
            for p in self._problems
            if not any(covers(pattern, p.pointer) for pattern in owned)
        ]


def matches(where: str, pattern: str) -> bool:
    """Whether a place is the one a pattern names, step by step."""
    here, there = where.split("/"), pattern.split("/")
    return len(here) == len(there) and all(fnmatch.fnmatchcase(h, t) for h, t in zip(here, there, strict=True))


def covers(pattern: str, pointer: str) -> bool:
    """Whether a pointer is the place a pattern names; a pattern ending in /** takes all below too."""
    if pattern.endswith("/**"):
        depth = pattern.count("/")
        return matches("/".join(pointer.split("/")[:depth]), pattern[:-3])
    return matches(pointer, pattern)


def above(pattern: str, pointer: str) -> bool:
    """Whether a pointer is on the way to the place a pattern names."""
    return matches(pointer, "/".join(pattern.split("/")[: pointer.count("/") + 1]))
