"""The sound of an answer, as it stands in a message or put together from a stream."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from oaic_suite.checks.chat.readings.choices import deltas, turns
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.media.sound import is_in
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

AUDIO, DELTAS = "/choices/*/message/audio", "/choices/*/delta/audio"


def aloud(body: Mapping[str, Any]) -> bool:
    """Whether the answer is to be spoken."""
    return "audio" in (body.get("modalities") or [])


def is_base64(data: object) -> bool:
    return from_base64(data) is not None


def from_base64(data: object) -> bytes | None:
    """What base64 spells, broken into lines or not; None where it is none."""
    try:
        return base64.b64decode("".join(str(data).split()), validate=True)
    except ValueError:
        return None


# --- whole -------------------------------------------------------------------------------------------


def without_sound(reply: Reply) -> list[Finding]:
    """The messages without sound; one that refuses, or calls tools, needs none."""
    messages = reply.sound("/choices/*/message")
    aloud = [each for each in messages if not (each.get("refusal") or each.get("tool_calls"))]
    if not aloud:
        raise NotEstablished("every message declines, or calls")
    return failing([each.below("audio") for each in aloud], lambda audio: isinstance(audio, dict), "an object")


def wrong_format(reply: Reply) -> list[Finding]:
    """The sounds that do not begin as the format asked for does."""
    asked = str(reply.request.get("audio", {}).get("format"))
    said = [data for data in reply.sound(f"{AUDIO}/data") if data.value]
    if not said or not all(is_base64(data.value) for data in said):
        raise NotEstablished("there is no sound that can be read", reply.owner("@base64"))
    wrong = [data for data in said if not is_in(asked, from_base64(data.value) or b"")]
    return [
        Finding(data.place, f"a sound in the format {asked}", repr((from_base64(data.value) or b"")[:16]))
        for data in wrong
    ]


# --- streamed ----------------------------------------------------------------------------------------


def choices_without_sound(stream: Stream) -> list[Finding]:
    """The choices of which no delta carries sound."""
    stream.require_complete()
    silent = [turn for turn in deltas(stream) if not sounds(turn)]
    return [turn[-1].below("delta", "audio").finding("a delta with sound") for turn in silent]


def sounds(turn: Iterable[Located]) -> list[Located]:
    found = [piece.below("delta", "audio") for piece in turn]
    return [audio for audio in found if audio.value not in (ABSENT, None)]


def pieces(stream: Stream, member: str) -> list[list[Located]]:
    """A member of the sound of each choice, wherever it stands in the deltas; every choice has sound."""
    if choices_without_sound(stream):
        raise NotEstablished("a choice has no sound", stream.owner("@audio"))
    stream.sound(f"{DELTAS}")
    turn_by_turn = [[audio.below(member) for audio in sounds(turn)] for turn in turns(stream).values()]
    return [[piece for piece in turn if piece.value is not ABSENT] for turn in turn_by_turn]


def malformed(stream: Stream) -> list[Finding]:
    """What the contract has against the pieces of sound; there is at least one."""
    if choices_without_sound(stream):
        raise NotEstablished("a choice has no sound", stream.owner("@audio"))
    return stream.problems(DELTAS, f"{DELTAS}/**")


def missing(stream: Stream, member: str) -> list[Finding]:
    """The choices whose sound never gets a member, or an empty one only."""
    last = stream.complete[-1].place
    empty = [turn for turn in pieces(stream, member) if not any(piece.value for piece in turn)]
    return [Finding((turn[-1].place if turn else last), f"audio.{member}", "nothing") for turn in empty]


def changed(stream: Stream, member: str) -> list[Finding]:
    """The pieces whose member differs from the first of their choice."""
    return [
        piece.finding(repr(turn[0].value))
        for turn in pieces(stream, member)
        for piece in turn
        if piece.value != turn[0].value
    ]


def unreadable(stream: Stream) -> list[Finding]:
    """The pieces of sound that are not base64 by themselves."""
    said = [piece for turn in pieces(stream, "data") for piece in turn]
    if not said:
        raise NotEstablished("no delta has data", stream.owner("@data"))
    return failing(said, is_base64, "base64 by itself")
