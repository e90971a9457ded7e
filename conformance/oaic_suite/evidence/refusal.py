"""An answer that refuses: a 4xx or 5xx, and the error envelope in its body.

Some servers refuse inside a success, or inside a stream. That is one defect each, asserted once; a
refusal read past it is not established.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from oaic_spec import Schema, contract

from oaic_suite.evidence.document import Document
from oaic_suite.evidence.exchange import EVENT_STREAM
from oaic_suite.evidence.ownership import Claim
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.readers.sse import read
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.reply import stands_for_an_error
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

SERVER_FAULT = 500


@dataclass(frozen=True, eq=False)
class Refusal(Document):
    kind: ClassVar[str] = "refusal"
    expected_statuses: ClassVar[range] = range(400, 600)
    case: str = ""  # the variant it was provoked by; a recording has none

    @property
    def schema(self) -> Schema:
        """As the operation tells its errors; what is none of the API's tells them in the envelope."""
        told = self.operation.error if self.operation else None
        return told or contract().schema("ErrorResponse")

    @property
    def claims(self) -> Sequence[Claim]:
        return [claim for claim in super().claims if not claim.only or self.case.startswith(claim.only)]

    # --- whether it is one ---------------------------------------------------------------------------

    def require_heard(self) -> None:
        """To refuse takes no model, and no time: who does not answer a wrong request in time hangs."""
        if self.exchange.ended != "timeout":
            super().require_heard()

    @property
    def unanswered(self) -> list[Finding]:
        """That no complete answer came."""
        outcome = self.outcome
        return [Finding(self.place(), "a complete answer", outcome)] if isinstance(outcome, str) else []

    @property
    def status(self) -> int:
        if self.unanswered:
            raise NotEstablished(f"no complete answer: {self.outcome}", self.owner("@answer"))
        return super().status

    @cached_property
    def hidden(self) -> list[Finding]:
        """An error in the body of a success."""
        if self.status >= 400 or not tells_an_error(json_or_none(self.exchange.body)):
            return []
        return [Finding(self.place(), "a status of 4xx with the error", f"the error with status {self.status}")]

    @cached_property
    def streamed(self) -> list[Finding]:
        """A refusal sent as an event, with a status of its own or without; a failure of the server is none."""
        if self.status >= SERVER_FAULT or self.exchange.media_type != EVENT_STREAM:
            return []
        events = [frame for frame in read(self.exchange.body).frames if frame.has_data]
        return [
            Finding(self.place(frame=event.index, span=event.span), "a 4xx with JSON", f"the event {event.text[:80]}")
            for event in events
            if tells_an_error(json_or_none(event.data))
        ]

    @property
    def accepted(self) -> list[Finding]:
        """That the request was not refused at all."""
        self.require_disclosure()
        fine = self.status in self.expected_statuses
        return [] if fine else [Finding(self.place(), "a status of 4xx", str(self.status))]

    @property
    def if_refused(self) -> Refusal:
        """Itself, unless nothing was refused."""
        if self.status < min(self.expected_statuses) and not (self.hidden or self.streamed):
            raise NotApplicable(f"the request is not refused: it is answered with {self.status}")
        return self

    @property
    def failed(self) -> list[Finding]:
        """That the server neither answered nor refused, but failed: with a 5xx, or on the way."""
        outcome = self.outcome
        wrong = isinstance(outcome, str) or outcome >= SERVER_FAULT
        return [Finding(self.place(), "an answer, or a refusal with a 4xx", str(outcome))] if wrong else []

    # --- with what -----------------------------------------------------------------------------------

    @property
    def refused_with(self) -> int:
        """The status of a refusal."""
        self.require_status()
        return self.status

    @property
    def client_error(self) -> int:
        """The status of a refusal that does not blame the server."""
        if self.refused_with >= SERVER_FAULT:
            raise NotEstablished(f"the server blames itself: {self.status}", self.owner("@blame"))
        return self.status

    @property
    def complaint(self) -> str:
        """The member the contract finds wrong in the request, as `param` spells it."""
        operation = self.operation
        problems = operation.request.problems(self.request.json) if operation and operation.request else []
        if not problems:
            raise LookupError("the contract has nothing against the request")
        return problems[0].path

    @property
    def misnamed(self) -> list[Finding]:
        """That `param` names another member than the one that is wrong, or none; one above it is right enough."""
        wrong = self.complaint
        params = self.sound("/error/param")
        return [param.finding(f"{wrong!r}, or a member above it") for param in params if not leads(param.value, wrong)]

    @property
    def unexplained(self) -> list[Finding]:
        """What is wrong with the envelope; what is not refused with a 4xx needs none."""
        if not 400 <= self.status < SERVER_FAULT:
            return []
        if self.json_error:
            return [Finding(self.place(), "the envelope of every error", self.json_error)]
        return self.problems("", "/error", "/error/*")

    def require_disclosure(self) -> None:
        """That no error hides in a success, or in a stream."""
        for where, found in (("@events", self.streamed), ("@errors", self.hidden)):
            if found:
                raise NotEstablished(f"found {found[0].observed}", self.owner(where))

    def require_status(self) -> None:
        """What is said of refusals is not said of a request that was let through; that it was is told elsewhere."""
        self.require_disclosure()
        _ = self.if_refused


def leads(above: Any, member: str) -> bool:
    """Whether a member is another or lies in it: `messages[0].content` in `messages`."""
    return isinstance(above, str) and member.startswith(above) and member[len(above) :][:1] in ("", ".", "[")


def json_or_none(body: bytes) -> Any:
    try:
        return parse(body)
    except ValueError:
        return None


def tells_an_error(value: Any) -> bool:
    """Whether a value says that something went wrong, in OpenAI's envelope or flat."""
    return stands_for_an_error(value) or (isinstance(value, dict) and value.get("object") == "error")
