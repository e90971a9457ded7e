"""Whether an answer holds anything at all: text, a refusal, calls, sound, or the reasoning some servers show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oaic_suite.checks.chat.readings.choices import CUT_SHORT, Pieces, deltas, finishes
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable

SAID = ("content", "refusal", "tool_calls", "function_call", "audio", "reasoning_content", "reasoning")


@dataclass(frozen=True)
class Voice:
    """One choice: what it says, whole or in pieces, and why it ended."""

    pieces: Pieces
    reasons: tuple[object, ...]

    @property
    def interrupted(self) -> bool:
        return any(reason in CUT_SHORT for reason in self.reasons)

    @property
    def silent(self) -> bool:
        return not any(piece.below(name).value for piece in self.pieces for name in SAID)


def nothing_said(answer: Reply | Stream) -> list[Finding]:
    """The texts that are empty, where nothing is said otherwise; a limit may come before the first word."""
    ended = [voice for voice in voices(answer) if not voice.interrupted]
    if not ended:
        raise NotApplicable("the answer was cut short, maybe before its first word")
    return [content(voice).finding("something said") for voice in ended if voice.silent]


def voices(answer: Reply | Stream) -> list[Voice]:
    return list(in_message(answer) if isinstance(answer, Reply) else in_stream(answer))


def in_message(reply: Reply) -> Iterator[Voice]:
    """The choices with content; that it is not null is for another requirement to say."""
    reply.sound("/choices/*/message/content")
    for choice in reply.each("/choices/*"):
        if choice.below("message", "content").value is not None:
            yield Voice([choice.below("message")], (choice.below("finish_reason").value,))


def in_stream(stream: Stream) -> Iterator[Voice]:
    stream.require_complete()
    for turn in deltas(stream):
        reasons = tuple(reason.value for reason in finishes(turn))
        yield Voice([piece.below("delta") for piece in turn], reasons)


def content(voice: Voice) -> Located:
    return voice.pieces[-1].below("content")
