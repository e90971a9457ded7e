"""A request as handlers and faults see it: the operation it names, and its body as a JSON value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from oaic_spec import Part

from oaic_server.exchange.line import Line

GateName = Literal["key", "rate", "media_type", "json", "schema", "meaning"]


@dataclass(frozen=True)
class Request:
    """`body` is the JSON value, or None when there was none or it was `malformed`."""

    operation: str  # operationId; empty where the path or the method is unknown
    method: str
    path: str  # below where the API begins, or the root; percent-decoded
    headers: Mapping[str, str] = field(default_factory=dict)  # lower-case names
    parameters: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    versioned: bool = True  # whether it was asked where the API begins, and not at the root before it
    body: Any = None
    files: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)  # of a form, by member; `body` has their names
    raw: bytes = b""
    malformed: str | None = None  # what was wrong with the bytes, for the 400
    excused: frozenset[GateName] = field(default_factory=frozenset)  # gates it need not pass
    line: Line | None = None  # what a script has in store for it

    @property
    def members(self) -> dict[str, Any]:
        """The members of a body that is an object; none of another."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def key(self) -> str:
        """The key that comes as a bearer token; empty where there is none."""
        scheme, _, given = self.headers.get("authorization", "").partition(" ")
        return given.strip() if scheme.lower() == "bearer" else ""

    @property
    def stream(self) -> bool:
        return self.members.get("stream") is True

    def having(self, **members: Any) -> Request:
        """The same request with other members; `replace` does as much, and takes five times as long."""
        changed = object.__new__(Request)
        changed.__dict__.update(self.__dict__, **members)
        return changed

    def excuse(self, *gates: GateName) -> Request:
        """The same request, which the named gates let pass unchecked."""
        return self.having(excused=self.excused.union(gates))
