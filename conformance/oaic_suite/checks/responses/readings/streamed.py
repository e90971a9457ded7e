"""What a stream of events says in all."""

from __future__ import annotations

from oaic_suite.checks.responses.readings.items import children
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

FAILED, IN_PROGRESS, AN_ITEM = "response.failed", "response.in_progress", "response.output_item.added"
ENDS = ("response.completed", "response.incomplete")
COUNTS = ("input_tokens", "output_tokens", "total_tokens")
THOUGHT = "reasoning"  # a type of items


def of_type(stream: Stream, kind: str) -> list[Located]:
    return [payload for payload in stream.payloads if payload.get("type") == kind]


def failures(stream: Stream) -> list[Finding]:
    """What went wrong of what the contract allows."""
    failed = [
        event.below("response", "error").finding("a response that does not fail") for event in of_type(stream, FAILED)
    ]
    return [error.finding("no error") for error in stream.errors] + failed


def not_in_progress(stream: Stream) -> list[Finding]:
    """The first item, where nothing said before it that the response is in progress."""
    items = of_type(stream, AN_ITEM)
    if not items:
        raise NotEstablished("no item was added", stream.owner("@events"))
    types = [payload.get("type") for payload in stream.payloads]
    begun = IN_PROGRESS in types[: types.index(AN_ITEM)]
    return [] if begun else [items[0].below("type").finding(f"{IN_PROGRESS} before it")]


def dated_anew(stream: Stream) -> list[Finding]:
    """The dates of the response that are not the first one told."""
    told = [event.below("response", "created_at") for event in stream.payloads if "response" in event.value]
    dates = [date for date in told if date.value is not ABSENT]
    if not dates:
        raise NotEstablished("no event has the response", stream.owner("@events"))
    first = dates[0].value
    return failing(dates, lambda date: date == first, f"{first}, as at first")


def output(stream: Stream) -> Located:
    """What a stream that came to its end says in all."""
    ended = [event for event in stream.complete if event.get("type") in ENDS]
    if not ended:
        raise NotEstablished("the stream does not end with a response", stream.owner("@events"))
    return ended[-1].below("response", "output")


def thoughtless(stream: Stream) -> list[Finding]:
    """That it says so without a thought."""
    said = output(stream)
    thoughts = [item for item in children(said) if item.get("type") == THOUGHT]
    return [] if thoughts else [said.finding("a thought")]


def cost(stream: Stream) -> Located:
    """The usage at the end of a stream that says anything, with its counts."""
    said = output(stream)
    if not children(said):
        raise NotEstablished("nothing was said")
    ended = [event for event in stream.complete if event.get("type") in ENDS]
    found = ended[-1].below("response", "usage")
    if not isinstance(found.value, dict) or not all(isinstance(found.get(name), int) for name in COUNTS):
        raise NotEstablished("the response has no usage with its counts", "responses.stream.order.usage")
    return found


def miscounted(stream: Stream) -> list[Finding]:
    """The total, where it is not the sum of what was read and what was said."""
    usage = cost(stream)
    read, said, total = (usage.below(name) for name in COUNTS)
    wanted = read.value + said.value
    return [] if total.value == wanted else [total.finding(f"{wanted}, the sum of the other two")]
