"""An answer that is one JSON value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from oaic_spec.pointer import pointer

from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.located import Located, step, unlike
from oaic_suite.evidence.place import ABSENT, Finding, visit
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.shown.told import Told
from oaic_suite.evidence.unsettled import NotEstablished

BEGINNING = 40  # bytes of what is no JSON, for a reader


def not_json(body: bytes, error: ValueError) -> str:
    """`not JSON: begins `<!doctype html>``; where it begins as JSON does, what is wrong further on."""
    start = printable(body[:BEGINNING].decode("utf-8", "replace")).strip()
    if not start:
        return "not JSON: empty"
    return f"not JSON: {error}" if start[0] in '{["' else f"not JSON: begins `{start}`"


@dataclass(frozen=True, eq=False)
class Document(Contracted):
    expected_statuses: ClassVar[range] = range(200, 300)

    @cached_property
    def json_error(self) -> Told:
        """What keeps the body from being JSON; empty when nothing does."""
        visit(self.place())
        self.require_status()
        self.need("body")
        try:
            parse(self.exchange.body)
        except ValueError as error:
            return Told(not_json(self.exchange.body, error), wanted="JSON")
        return Told("", "JSON")

    @cached_property
    def json(self) -> Any:
        """The JSON value of the body."""
        if self.json_error:
            raise NotEstablished(f"the body is {self.json_error}", self.owner("@json"))
        return parse(self.exchange.body)

    def require_status(self) -> None:
        """That the answer has a status of its kind: for a reply 2xx."""
        if self.status not in self.expected_statuses:
            raise NotEstablished(f"the answer has status {self.status}", self.owner("@outcome"))

    @property
    def media_type(self) -> str:
        """How the answer is declared, where it is one: how an error is, is told of errors."""
        self.require_status()
        return super().media_type

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

    def changed(self, before: Document, names: Iterable[str]) -> list[Finding]:
        """The members that an earlier answer told and that this one tells otherwise."""
        told = [name for name in names if name in before.at()]
        return [wrong for name in told for wrong in unlike([self.found()], (name,), before.at(name))]

    def found(self, *path: str | int) -> Located:
        """What is at a path, or ABSENT, with its place; what the path leads through must be there."""
        return Located(self.get(*path), self.place(pointer(path)))

    def entry(self, member: str, value: Any, *path: str | int) -> Any:
        """The one element of the array at a path whose member has a value."""
        found = [element for element in self.array(*path) if step(element, member) == value]
        if not found:
            raise NotEstablished(f"no element at {pointer(path)} has {member} {value!r}")
        return found[0]

    @property
    def values(self) -> list[Located]:
        return [Located(self.json, self.place(""))]
