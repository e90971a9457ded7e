"""Tells a server, in words of Python, what to answer, and reads what it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_spec import contract
from oaic_spec.meant import meant

from oaic_server.script.journal import Entry
from oaic_server.script.reading import ScriptError, rule
from oaic_server.script.theatre import Theatre

WHEN = ("operation", "model", "says", "tool", "turn", "stream", "members", "body", "headers")


class Director:
    """Every method adds a rule. `times` and `at` limit it; what else is named says when it applies."""

    def __init__(self, theatre: Theatre, base_url: str, api_key: str, model: str) -> None:
        self.base_url, self.api_key, self.model = base_url, api_key, model
        self._theatre, self._key = theatre, api_key

    def reply(self, *texts: str, **rest: Any) -> None:
        """One text is said always, several one after the other."""
        if not texts:
            raise ScriptError("reply: expected a text, found none")
        for text in texts:
            limits = {"times": 1, **rest} if len(texts) > 1 else rest
            self.add(reply=text, **limits)

    def tool_call(self, name: str, /, **arguments: Any) -> None:
        """For arguments called as conditions are, or conditions beside arguments: `tool_calls`."""
        self.tool_calls((name, arguments))

    def tool_calls(self, *calls: tuple[str, Mapping[str, Any] | str], **rest: Any) -> None:
        """All in one answer."""
        self.add(call=[{"name": name, "arguments": given} for name, given in calls], **rest)

    def value(self, value: Mapping[str, Any], **rest: Any) -> None:
        self.add(value=value, **rest)

    def refuse(self, text: str, **rest: Any) -> None:
        """The model declines, in the member for it."""
        self.add(refuse=text, **rest)

    def vector(self, *components: float, **rest: Any) -> None:
        self.add(vector=list(components), **rest)

    def fail(
        self,
        status: int,
        *,
        retry_after: float | None = None,
        code: str | None = None,
        message: str | None = None,
        **rest: Any,
    ) -> None:
        told = {"status": status, "retry_after": retry_after, "code": code, "message": message}
        self.add(fail={name: value for name, value in told.items() if value is not None}, **rest)

    def delay(self, *, first: float | None = None, between: float | None = None, **rest: Any) -> None:
        """Seconds before the answer begins, and between the events of a stream."""
        told = {"first": first, "between": between}
        self.add(delay={name: value for name, value in told.items() if value is not None}, **rest)

    def stall(self, *, after: int, **rest: Any) -> None:
        """After so many events of a stream nothing follows, and the connection stays open."""
        self.add(stall={"after": after}, **rest)

    def cut(self, *, after: int, **rest: Any) -> None:
        """After so many events of a stream the connection drops; a plain answer is cut in its middle."""
        self.add(cut={"after": after}, **rest)

    def fault(self, *ids: str, **rest: Any) -> None:
        self.add(fault=list(ids), **rest)

    def add(self, **written: Any) -> None:
        """A rule as it is written in a file, but with its conditions beside the rest. Raises `ScriptError`."""
        when = {name: written.pop(name) for name in WHEN if name in written}
        self._theatre.book.of(self._key).add([rule(written | ({"when": when} if when else {}))])

    def reset(self) -> None:
        """Forgets all rules, and what was asked."""
        self._theatre.forget(self._key)

    # --- what was asked ------------------------------------------------------------------------------

    @property
    def requests(self) -> list[Entry]:
        return list(self._theatre.notes(self._key))

    @property
    def last(self) -> Entry:
        if not (requests := self.requests):
            raise AssertionError("the server has not been asked yet")
        return requests[-1]

    def calls(self, operation: str) -> list[Entry]:
        """Those of an operation; a name that none has would never be found."""
        if operation not in contract().operations:
            raise ScriptError(f"there is no operation {operation!r}{meant(operation, contract().operations)}")
        return [entry for entry in self.requests if entry.operation == operation]

    def assert_resilient(self) -> None:
        """Whatever the server did, the client asked only what is right, waited as told, and read to the end."""
        wrong = [
            f"request {entry.number} ({entry.operation}): {said}" for entry in self.requests for said in entry.wrong
        ]
        assert not wrong, "\n".join(wrong)
