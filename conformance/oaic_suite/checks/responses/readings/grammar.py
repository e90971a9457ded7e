"""What breaks the grammar of a stream, rule by rule: each finding names its event by number and type."""

from __future__ import annotations

import functools

from oaic_spec.events.event import Breach
from oaic_spec.events.walk import breaches

from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.readers.sse import Frame
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

RESUMING = "starting_after="  # in the address of a stream that goes on with one which came before
AN_ITEM = "response.output_item.added"
A_PART = ("response.content_part.added", "response.reasoning_summary_part.added")
SAID = (".delta", "_text.done", "refusal.done", "_arguments.done", "_input.done")  # how events of texts end


def broken(stream: Stream, *rules: str) -> list[Finding]:
    """Where a stream breaks these rules of its grammar."""
    stream.require_readable()
    visit(stream.place(frame=stream.events[0].index))
    return [finding(stream, breach) for breach in walked(stream) if breach.rule in rules]


def in_items(stream: Stream, *rules: str) -> list[Finding]:
    """The same, of a stream with an item."""
    if not any(payload.get("type") == AN_ITEM for payload in stream.chunks):
        raise NotEstablished("no item was added", stream.owner("@events"))
    return broken(stream, *rules)


def in_parts(stream: Stream, *rules: str) -> list[Finding]:
    """The same, of a stream with a part."""
    return among(stream, A_PART, *rules)


def in_texts(stream: Stream, *rules: str) -> list[Finding]:
    """The same, of a stream in which something is said."""
    return among(stream, SAID, *rules)


def at_the_end(stream: Stream, *rules: str) -> list[Finding]:
    """The same, of a stream that came to its end."""
    stream.require_complete()
    return broken(stream, *rules)


def among(stream: Stream, kinds: tuple[str, ...], *rules: str) -> list[Finding]:
    if not any(str(payload.value.get("type")).endswith(kinds) for payload in stream.payloads):
        raise NotApplicable(f"no event of a type such as {kinds[0]} came")
    return broken(stream, *rules)


@functools.lru_cache(maxsize=8)
def walked(stream: Stream) -> tuple[Breach, ...]:
    """Everything that breaks the grammar; one stream is asked about by many rows."""
    sent = [(frame.event or "", data(stream, frame)) for frame in stream.events]
    ended, resumed = stream.exchange.ended == "complete", RESUMING in stream.request.url
    return tuple(breaches(stream.rules, sent, ended=ended, resumed=resumed))


def data(stream: Stream, frame: Frame) -> object:
    return frame.text if frame.text == stream.rules.terminator else parse(frame.data)


def finding(stream: Stream, breach: Breach) -> Finding:
    frame = stream.events[min(breach.number, len(stream.events) - 1)]
    place = stream.place(breach.where or None, frame=frame.index, span=frame.span)
    kind = "the end" if breach.type is None else breach.type
    return Finding(place, breach.expected, f"{breach.observed} in event {breach.number}, {kind}")
