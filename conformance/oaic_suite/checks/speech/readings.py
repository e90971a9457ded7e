"""The sound of an answer: as it came, or put together from events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_suite.checks.audio.readings import from_base64
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.media.sound import container, false_length, heads, is_in
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

USUAL = "mp3"
UNTOLD = "application/octet-stream"  # as upstream describes it
# How a sound in a format may be declared: registered names, and those that were used before there were any.
DECLARED: Mapping[str, tuple[str, ...]] = {
    "mp3": ("audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg"),
    "opus": ("audio/ogg", "audio/opus", "application/ogg", "audio/webm"),
    "aac": ("audio/aac", "audio/aacp", "audio/x-aac", "audio/mp4", "audio/x-m4a"),
    "flac": ("audio/flac", "audio/x-flac"),
    "wav": ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    "pcm": ("audio/pcm", "audio/l16", "audio/raw", "audio/x-raw", "audio/x-pcm"),
}
DELTA, DONE = "speech.audio.delta", "speech.audio.done"


def asked(body: Mapping[str, Any]) -> str:
    """The format of the sound."""
    return str(body.get("response_format") or USUAL)


# --- as it came ----------------------------------------------------------------------------------------


def in_another_format(spoken: Content) -> list[Finding]:
    data, format = spoken.content, asked(spoken.request.json)
    return [] if is_in(format, data) else [Finding(spoken.place(), f"a sound in the format {format}", told(data))]


def wants_wav(body: Mapping[str, Any]) -> bool:
    return asked(body) == "wav"


def more_heads(spoken: Content) -> list[Finding]:
    """Where a further sound begins inside of a WAV: pieces that were sounds by themselves, one behind the other."""
    further = heads(spoken.content)[1:]
    return [Finding(spoken.place(), "one sound", f"another begins at byte {place}") for place in further]


def falsely_long(spoken: Content) -> list[Finding]:
    """That a WAV has more or fewer bytes of sound than its head says, where that says how many there are."""
    untrue = false_length(spoken.content)
    return [] if untrue is None else [Finding(spoken.place(), "as many bytes of sound as its head tells", untrue)]


def told(data: bytes) -> str:
    return f"{len(data)} bytes of {container(data) or 'no such format'} that begin {data[:16]!r}"


def misdeclared(spoken: Content) -> list[Finding]:
    """That a sound is declared neither as what it is nor as what was asked for."""
    format, found = asked(spoken.request.json), spoken.media_type
    it_is = DECLARED.get(container(spoken.content), ())
    if found in (*it_is, *DECLARED[format], UNTOLD):
        return []
    return [Finding(spoken.place(header="content-type"), (it_is or DECLARED[format])[0], found or "nothing")]


# --- in events -----------------------------------------------------------------------------------------


def deltas(stream: Stream) -> list[Located]:
    """The pieces of sound; there is at least one."""
    found = [chunk.below("audio") for chunk in stream.complete if chunk.get("type") == DELTA]
    if not found:
        raise NotEstablished("no piece of sound came", stream.owner("@pieces"))
    return found


def undecodable(stream: Stream) -> list[Finding]:
    return failing(deltas(stream), lambda piece: isinstance(piece, str) and from_base64(piece) is not None, "base64")


def joined(stream: Stream) -> bytes:
    if undecodable(stream):
        raise NotEstablished("a piece of sound is not base64", stream.owner("@base64"))
    return b"".join(from_base64(piece.value) or b"" for piece in deltas(stream))


def streamed_in_another_format(stream: Stream) -> list[Finding]:
    data, format = joined(stream), asked(stream.request.json)
    place = deltas(stream)[0].place
    return [] if is_in(format, data) else [Finding(place, f"a sound in the format {format}", told(data))]
