"""A successful answer that is bytes, and no JSON: a file, a sound."""

from __future__ import annotations

from typing import ClassVar

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.evidence.unsettled import NotEstablished

AROUND = 12  # bytes that are shown of a difference


class Content(Evidence):
    kind: ClassVar[str] = "bytes"

    def require_status(self) -> None:
        """That the answer is a success."""
        if self.status not in range(200, 300):
            raise NotEstablished(f"the answer has status {self.status}", self.owner("@outcome"))

    @property
    def media_type(self) -> str:
        """How the answer is declared, where it is one: how an error is, is told of errors."""
        self.require_status()
        return super().media_type

    @property
    def content(self) -> bytes:
        """The bytes."""
        self.require_status()
        self.need("bytes")
        visit(self.place())
        return self.exchange.body

    def unlike(self, wanted: bytes) -> list[Finding]:
        """A finding at the first byte that is another than is wanted."""
        found = self.content
        if found == wanted:
            return []
        at = next((place for place, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other), None)
        start = min(len(found), len(wanted)) if at is None else at
        where = self.place(span=(start, min(start + AROUND, len(found))))
        return [Finding(where, in_words(wanted, start), in_words(found, start))]


def in_words(content: bytes, start: int) -> str:
    """So many bytes, and those from a place on."""
    shown = printable(content[start : start + AROUND].decode("utf-8", "backslashreplace"))
    return f"{len(content)} bytes, from byte {start} on '{shown}'" if shown else f"{len(content)} bytes"
