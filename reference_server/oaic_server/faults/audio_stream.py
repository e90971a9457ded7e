"""Streams aloud whose pieces are missing, or do not add up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import pairwise
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.audio_reply import aloud
from oaic_server.faults.shown import CHAT, refuse
from oaic_server.reply import Frame, Reply
from oaic_server.request import Request

Change = Callable[[Reply], None]
Delta = dict[str, Any]


def in_streams_aloud(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and aloud(reply.request.body):
            change(reply)

    return changed


def choices(reply: Reply) -> list[Any]:
    return [choice for frame in reply.chunks for choice in frame.data["choices"]]


def sounds(reply: Reply) -> list[Delta]:
    return [choice["delta"]["audio"] for choice in choices(reply) if "audio" in choice["delta"]]


def without(reply: Reply, member: str) -> None:
    for audio in sounds(reply):
        audio.pop(member, None)


@fault("audio.stream.accepted", stage="answer", on=CHAT)
def nothing_aloud_is_streamed(request: Request) -> None:
    refuse(request, aloud(request.body) and request.stream)


@fault("audio.stream.audio", on=CHAT)
@in_streams_aloud
def the_wish_is_forgotten(reply: Reply) -> None:
    """`modalities` is taken and ignored: the answer is written."""
    for choice in choices(reply):
        audio = choice["delta"].pop("audio", {})
        choice["delta"]["content"] = audio.get("transcript", "")


@fault("audio.stream.members", on=CHAT)
@in_streams_aloud
def a_piece_of_transcript_is_an_array(reply: Reply) -> None:
    for audio in sounds(reply):
        if "transcript" in audio:
            audio["transcript"] = [audio["transcript"]]


@fault("audio.stream.id", on=CHAT)
@in_streams_aloud
def a_sound_has_no_id(reply: Reply) -> None:
    without(reply, "id")


@fault("audio.stream.one-id", on=CHAT)
@in_streams_aloud
def each_piece_has_an_id_of_its_own(reply: Reply) -> None:
    for number, audio in enumerate(sounds(reply)):
        audio["id"] = f"audio_{number}"


@fault("audio.stream.data", on=CHAT)
@in_streams_aloud
def a_sound_has_no_data(reply: Reply) -> None:
    without(reply, "data")


@fault("audio.stream.base64", on=CHAT)
@in_streams_aloud
def base64_is_cut_anywhere(reply: Reply) -> None:
    """The whole is encoded and cut, so that a piece alone is not base64."""
    said = [audio for audio in sounds(reply) if "data" in audio]
    for former, later in pairwise(said):
        former["data"], later["data"] = former["data"][:-1], former["data"][-1] + later["data"]


@fault("audio.stream.transcript", on=CHAT)
@in_streams_aloud
def a_sound_has_no_transcript(reply: Reply) -> None:
    without(reply, "transcript")


@fault("audio.stream.expires-at", on=CHAT)
@in_streams_aloud
def a_sound_has_no_end(reply: Reply) -> None:
    without(reply, "expires_at")


@fault("audio.stream.finished", on=CHAT)
@in_streams_aloud
def the_last_piece_of_sound_ends_it(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = None


# --- as the service has it ---------------------------------------------------------------------------


@benign("audio.chunks-without-choices", on=CHAT)
@in_streams_aloud
def some_chunks_have_no_choices(reply: Reply) -> None:
    first = reply.chunks[0].data
    bare = {name: value for name, value in first.items() if name != "choices"}
    reply.frames = [*(reply.frames or [])[:2], Frame(bare), *(reply.frames or [])[2:]]


@benign("audio.no-reason-beside-sound", on=CHAT)
@in_streams_aloud
def a_piece_of_sound_does_not_say_how_it_goes_on(reply: Reply) -> None:
    for choice in choices(reply):
        if "audio" in choice["delta"]:
            del choice["finish_reason"]


@benign("audio.id-in-every-piece", on=CHAT)
@in_streams_aloud
def every_piece_has_the_id(reply: Reply) -> None:
    known = sounds(reply)[0]["id"]
    for audio in sounds(reply):
        audio["id"] = known


@benign("audio.written-as-well", on=CHAT)
def what_is_said_is_written_too(reply: Reply) -> None:
    if isinstance(reply.body, dict) and not reply.is_error and aloud(reply.request.body):
        for choice in reply.body["choices"]:
            choice["message"]["content"] = choice["message"]["audio"]["transcript"]
