"""Streams aloud whose pieces are missing, or do not add up."""

from __future__ import annotations

from itertools import pairwise

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.audio.replies import choices, in_streams_aloud, sounds
from oaic_server.faults.audio.reply import aloud
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import refuse


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
