"""What may be wrong with an answer, whatever was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oaic_spec import contract
from oaic_spec.events.walk import ENDED, breaches

from oaic_suite.evidence.content import Content
from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.exchange import EVENT_STREAM, Exchange
from oaic_suite.evidence.place import Finding, Place
from oaic_suite.evidence.refusal import Refusal, json_or_none
from oaic_suite.evidence.reply import Reply, stands_for_an_error
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.evidence.views import seen_as
from oaic_suite.fuzz.draw import Draw
from oaic_suite.fuzz.standing import INVALID, Standing
from oaic_suite.judging.requirement import REQUIREMENTS
from oaic_suite.judging.verdict import MUST

JSON = "application/json"
# Not implemented, not now: honest answers, if in the range of the dishonest.
EXCUSED = (501, 503, 529)
SHOWN = 120


@dataclass(frozen=True)
class Asked:
    draw: Draw
    standing: Standing
    exchange: Exchange

    def finding(self, expected: str, observed: str) -> Finding:
        return Finding(self.place, expected, f"{observed}, to {self.described}")

    @property
    def place(self) -> Place:
        return Place(self.exchange.id)

    @property
    def described(self) -> str:
        """The request, as short as may be."""
        request = self.exchange.request
        if self.standing is Standing.KEY:
            return f"a request with {dict(self.draw.headers).get('authorization', 'no key')!r}"[:SHOWN]
        said = self.draw.body if request.parts else request.body  # a form as the JSON that it stands for
        body = (said or b"").decode("utf-8", "backslashreplace")
        return f"{self.draw.method} {self.draw.path} {body}".rstrip()[:SHOWN]


Shows = Callable[[Asked], list[Finding]]


@dataclass(frozen=True)
class Symptom:
    standings: frozenset[Standing]
    shows: Shows
    may: Callable[[Exchange], bool] = lambda exchange: True  # whether an answer could show it at all

    def concerns(self, asked: Asked) -> bool:
        return asked.standing in self.standings and self.may(asked.exchange)

    def shown(self, asked: Asked) -> list[Finding]:
        return self.shows(asked) if self.concerns(asked) else []


# --- which answers -------------------------------------------------------------------------------------


def refused(exchange: Exchange) -> bool:
    """Whether a body was refused, or a key before it; a path is refused by whatever stands in front of a server."""
    status = exchange.status or 0
    return exchange.outcome == status and 400 <= status < 500 and status != 429 and exchange.request.method == "POST"


def wants_stream(exchange: Exchange) -> bool:
    """Whether a request asks for a stream, in the words of its operation."""
    operation = contract().operations.get(exchange.request.operation or "")
    streams = operation is not None and operation.stream is not None
    return operation.streams(exchange.request.json) if operation and streams else exchange.request.wants_stream


def replied(exchange: Exchange) -> bool:
    return exchange.outcome == 200 and not wants_stream(exchange) and not is_bytes(exchange)


def is_bytes(exchange: Exchange) -> bool:
    """Whether there is no JSON in it that the contract could have something against."""
    return seen_as(exchange) == Content.kind


def streamed(exchange: Exchange) -> bool:
    return exchange.outcome == 200 and wants_stream(exchange)


# --- what is wrong with them ---------------------------------------------------------------------------


def unanswered(asked: Asked) -> list[Finding]:
    if asked.standing in INVALID and succeeded(asked.exchange) and asked.exchange.ended == "too_large":
        return []  # it was let through, which is told of, and nobody knows how much that asks for
    if isinstance(asked.exchange.outcome, int) or asked.exchange.status == 429:
        return []
    outcome = (Stream if wants_stream(asked.exchange) else Reply)(asked.exchange).outcome
    return [asked.finding("a complete answer", outcome)] if isinstance(outcome, str) else []


def server_error(asked: Asked) -> list[Finding]:
    return [asked.finding("no status of 5xx", str(asked.exchange.status))] if blames_itself(asked.exchange) else []


def blames_itself(exchange: Exchange) -> bool:
    return (exchange.status or 0) >= 500 and exchange.status not in EXCUSED


def accepted(asked: Asked) -> list[Finding]:
    return [asked.finding("a status of 4xx", str(asked.exchange.status))] if succeeded(asked.exchange) else []


def succeeded(exchange: Exchange) -> bool:
    return 200 <= (exchange.status or 0) < 300


def neither_nor(asked: Asked) -> list[Finding]:
    """A success or a failure, where only a refusal will do."""
    return accepted(asked) or server_error(asked)


def not_declared_as_json(asked: Asked) -> list[Finding]:
    return declared(asked, JSON)


def declared_otherwise(asked: Asked) -> list[Finding]:
    return declared(asked, EVENT_STREAM if wants_stream(asked.exchange) else JSON)


def declared(asked: Asked, wanted: str) -> list[Finding]:
    found = asked.exchange.media_type
    if found == wanted:
        return []
    place = Place(asked.exchange.id, header="content-type")
    return [Finding(place, wanted, f"{found or 'nothing'}, to {asked.described}")]


def no_envelope(asked: Asked) -> list[Finding]:
    refusal = Refusal(asked.exchange)
    if refusal.json_error:
        return [asked.finding("one JSON value", refusal.json_error)]
    return unlike_the_contract(asked, refusal)


def unlike_a_reply(asked: Asked) -> list[Finding]:
    reply = Reply(asked.exchange)
    if is_bytes(asked.exchange):
        return []
    if reply.json_error:
        return [asked.finding("one JSON value", reply.json_error)]
    if stands_for_an_error(json_or_none(asked.exchange.body)):
        return [asked.finding("an answer", "an error")]
    return unlike_the_contract(asked, reply)


def unlike_a_stream(asked: Asked) -> list[Finding]:
    stream = Stream(asked.exchange)
    return stream.eventless or stream.not_utf8 or stream.unreadable or unlike_the_contract(asked, stream)


def unlike_the_contract(asked: Asked, seen: Contracted) -> list[Finding]:
    """What the contract has against an answer, at places where every server must keep it."""
    try:
        found = seen.problems("/**")
    except NotEstablished:
        return []
    return [
        Finding(problem.place, problem.expected, f"{problem.observed}, to {asked.described}")
        for problem in found
        if is_must(seen.owner(problem.place.pointer or ""))
    ]


def is_must(owner: str | None) -> bool:
    return owner is None or REQUIREMENTS[owner].level is MUST


def without_an_end(asked: Asked) -> list[Finding]:
    """A whole stream, without an error in it, that ends without what says so."""
    stream = Stream(asked.exchange)
    try:
        found = stream.undone if stream.rules.terminator_required else unended(stream)
    except NotEstablished:
        return []
    return [Finding(finding.place, finding.expected, f"{finding.observed}, to {asked.described}") for finding in found]


def unended(stream: Stream) -> list[Finding]:
    """By the grammar, of a stream whose last event says that it is the last; without one nothing says what that is."""
    if not stream.rules.grammar:
        return []
    last = stream.complete[-1]
    sent = [(frame.event or "", json_or_none(frame.data)) for frame in stream.events]
    found = breaches(stream.rules, sent, ended=True, resumed=False)
    return [Finding(last.place, breach.expected, breach.observed) for breach in found if breach.rule == ENDED]


BODIES = INVALID | {Standing.VALID}
VALID = frozenset({Standing.VALID})
SYMPTOMS: dict[str, Symptom] = {
    "unanswered": Symptom(frozenset(Standing), unanswered),
    "failed-on-valid": Symptom(VALID, server_error),
    "failed-on-invalid": Symptom(INVALID, server_error),
    "accepted": Symptom(frozenset({Standing.ESSENTIAL}), accepted),
    "overlooked": Symptom(frozenset({Standing.DETAIL}), accepted),
    "refusal-content-type": Symptom(BODIES | {Standing.KEY}, not_declared_as_json, refused),
    "refusal-envelope": Symptom(BODIES | {Standing.KEY}, no_envelope, refused),
    "success-content-type": Symptom(VALID, declared_otherwise, lambda each: replied(each) or streamed(each)),
    "reply": Symptom(VALID, unlike_a_reply, replied),
    "stream": Symptom(VALID, unlike_a_stream, streamed),
    "unended": Symptom(VALID, without_an_end, streamed),
    "method": Symptom(frozenset({Standing.METHOD}), neither_nor),
    "key": Symptom(frozenset({Standing.KEY}), neither_nor),
}
