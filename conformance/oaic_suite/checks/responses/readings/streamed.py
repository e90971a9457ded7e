"""What a stream of events says in all."""

from __future__ import annotations

from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream

FAILED = "response.failed"


def of_type(stream: Stream, kind: str) -> list[Located]:
    return [payload for payload in stream.payloads if payload.get("type") == kind]


def failures(stream: Stream) -> list[Finding]:
    """What went wrong of what the contract allows."""
    failed = [
        event.below("response", "error").finding("a response that does not fail") for event in of_type(stream, FAILED)
    ]
    return [error.finding("no error") for error in stream.errors] + failed
