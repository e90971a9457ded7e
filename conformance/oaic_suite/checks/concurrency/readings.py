"""Streams that run at the same time: none carries anything of another, or is worse than one that runs alone.

A server may refuse as many at once as we ask for, by status; such a refusal says nothing of the other streams.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oaic_suite.checks.chat.readings.choices import texts
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

TURNED_AWAY = (429, 503, 529)
ANSWERED = "concurrency.streams.answered"
ENOUGH = 64  # bytes of a stream that has begun, whatever it is made of

Wrong = Callable[[Stream], list[Finding]]


def has_begun(body: bytes) -> bool:
    """Whether enough of a stream came for it to be left in the middle."""
    return b"\n\n" in body or len(body) > ENOUGH


def turned_away(stream: Stream) -> bool:
    return stream.exchange.status in TURNED_AWAY


def failed(stream: Stream) -> list[Finding]:
    """A stream that was not answered to its end, or ends in an error."""
    if stream.outcome != 200:
        return [Finding(stream.place(), "200, and the whole of a stream", str(stream.outcome))]
    return [error.finding("no error") for error in stream.errors]


def failures(streams: Sequence[Stream]) -> list[Finding]:
    """What failed among the streams; not established where nothing did, but some were turned away."""
    asked = [stream for stream in streams if not turned_away(stream)]
    found = [finding for stream in asked for finding in failed(stream)]
    if not found and len(asked) < len(streams):
        raise NotEstablished(f"{len(streams) - len(asked)} of {len(streams)} were turned away", "overloaded")
    return found


def admitted(streams: Sequence[Stream]) -> list[Stream]:
    """Those that were answered at all: a connection more than a server accepts says nothing of its neighbors."""
    found = [stream for stream in streams if stream.exchange.status is not None]
    if not found:
        raise NotEstablished("no stream beside those that were left was answered", "overloaded")
    return found


def completed(streams: Sequence[Stream]) -> list[Stream]:
    """The streams that were answered to their end; not established with fewer than two."""
    found = [stream for stream in streams if not (turned_away(stream) or failed(stream))]
    if len(found) < 2:
        raise NotEstablished("fewer than two of the streams came to their end", ANSWERED)
    return found


def only_together(alone: Stream, streams: Sequence[Stream], wrong: Wrong, place: str) -> list[Finding]:
    """What is wrong with streams at once; not established where it is so with one alone."""
    if wrong(alone):
        raise NotEstablished("it is so of a stream alone", alone.owner(place))
    return [finding for stream in completed(streams) for finding in wrong(stream)]


def shared_ids(alone: Stream, streams: Sequence[Stream]) -> list[Finding]:
    """Ids that several streams at once have; not established where one that ran before has the same id."""
    ids = [stream.each("/id")[0] for stream in completed(streams)]
    if alone.each("/id")[0].value in [id.value for id in ids]:
        raise NotEstablished("a stream that ran before has the same id", "chat.stream.own-id")
    return repeated(ids, "an id of its own")


def word(stream: Stream) -> str:
    """The word that a stream was asked for: the last of its question."""
    return str(stream.request.get("messages")[-1]["content"]).split()[-1]


def leaked_words(streams: Sequence[Stream]) -> list[Finding]:
    """The streams in which the word of another turns up."""
    words = [word(stream) for stream in streams]
    return [
        Finding(stream.place(), f"nothing of {other}", repr(text))
        for stream in streams
        for text in texts(stream).values()
        for other in words
        if other != word(stream) and other in text
    ]
