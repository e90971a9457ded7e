"""Answers that come at the same time: none carries anything of another, or is worse than one that comes alone.

A server may refuse as many at once as we ask for, by status; such a refusal says nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from oaic_suite.checks.chat.readings.choices import texts
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

TURNED_AWAY = (429, 503, 529)
ANSWERED = "concurrency.streams.answered"
ENOUGH = 64  # bytes of a stream that has begun, whatever it is made of

Answer = Reply | Stream
Told = TypeVar("Told", bound=Answer)
Wrong = Callable[[Stream], list[Finding]]


def has_begun(body: bytes) -> bool:
    """Whether enough of a stream came for it to be left in the middle."""
    return b"\n\n" in body or len(body) > ENOUGH


def turned_away(answer: Answer) -> bool:
    return answer.exchange.status in TURNED_AWAY


def failed(answer: Answer) -> list[Finding]:
    """An answer that did not come to its end, or is an error."""
    if answer.outcome != 200:
        return [Finding(answer.place(), "200, and the whole of an answer", str(answer.outcome))]
    return [error.finding("no error") for error in answer.errors] if isinstance(answer, Stream) else answer.errors


def failures(answers: Sequence[Answer]) -> list[Finding]:
    """What failed among the answers; not established where nothing did, but some were turned away."""
    asked = [answer for answer in answers if not turned_away(answer)]
    found = [finding for answer in asked for finding in failed(answer)]
    if not found and len(asked) < len(answers):
        raise NotEstablished(f"{len(answers) - len(asked)} of {len(answers)} were turned away", "overloaded")
    return found


def admitted(streams: Sequence[Stream]) -> list[Stream]:
    """Those that were answered at all: a connection more than a server accepts says nothing of its neighbors."""
    found = [stream for stream in streams if stream.exchange.status is not None]
    if not found:
        raise NotEstablished("no stream beside those that were left was answered", "overloaded")
    return found


def completed(answers: Sequence[Told], owner: str = ANSWERED) -> list[Told]:
    """The answers that came to their end; not established with fewer than two."""
    found = [answer for answer in answers if not (turned_away(answer) or failed(answer))]
    if len(found) < 2:
        raise NotEstablished("fewer than two of the answers came to their end", owner)
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


def shared(alone: Answer, answers: Sequence[Answer]) -> list[Finding]:
    """Ids that several answers at once have; not established where one that came before has the same id."""
    ids = [answer.each("/id")[0] for answer in answers]
    if alone.each("/id")[0].value in [id.value for id in ids]:
        raise NotEstablished("an answer that came before has the same id", "chat.reply.unique-id")
    return repeated(ids, "an id of its own")


def word(stream: Stream) -> str:
    """The word that a stream was asked for: the last of its question."""
    return str(stream.request.get("messages")[-1]["content"]).split()[-1]


def leaked_words(streams: Sequence[Stream]) -> list[Finding]:
    """The streams in which the word of another turns up; not established where no stream says anything."""
    said = [(stream, text) for stream in streams for text in texts(stream).values() if text]
    if not said:
        raise NotEstablished("no stream says anything")
    return [
        Finding(stream.place(), f"nothing of {other}", repr(text))
        for stream, text in said
        for other in map(word, streams)
        if other != word(stream) and other in text
    ]


def foreign(answers: Sequence[Answer], words: Sequence[str], said: Callable[[Answer], str]) -> list[Finding]:
    """The answers in which a word turns up that another request asks for, and not their own."""
    return [
        Finding(answer.place(), f"nothing of {other}", repr(text))
        for answer in answers
        for text in (said(answer),)
        for other in words
        if other in text and other not in asked(answer)
    ]


def asked(answer: Answer) -> str:
    """The request, as it was sent."""
    return (answer.exchange.request.body or b"").decode()
