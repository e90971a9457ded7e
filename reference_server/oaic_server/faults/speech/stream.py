"""Sounds in events that do not come, do not end, or do not add up."""

from __future__ import annotations

from itertools import pairwise

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import SPEECH
from oaic_server.faults.streams import cut_in_half, declare_as_text, failure, in_streams, terminate
from oaic_server.parrot.sound import sound
from oaic_server.parrot.tokenizer import encode

EARLY = 100  # bytes: in the middle of the first event


def pieces(reply: Reply) -> list[Frame]:
    return [frame for frame in reply.chunks if "audio" in frame.data]


def done(reply: Reply) -> Frame:
    return reply.chunks[-1]


@fault("speech.stream.outcome", on=SPEECH)
@in_streams
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("speech.stream.content-type", on=SPEECH)
@in_streams
def a_stream_is_declared_as_text(reply: Reply) -> None:
    declare_as_text(reply)


@fault("speech.stream.is-events", on=SPEECH)
@in_streams
def the_wish_for_events_is_ignored(reply: Reply) -> None:
    asked = reply.request.members.get("response_format") or "mp3"
    reply.frames, reply.body = None, sound(encode(reply.request.members["input"]), asked)
    reply.set_header("content-type", "audio/mpeg")


@fault("speech.stream.json", on=SPEECH)
@in_streams
def the_last_event_is_cut_in_half(reply: Reply) -> None:
    cut_in_half(reply, done(reply))


@fault("speech.stream.no-error", on=SPEECH)
@in_streams
def an_error_ends_the_stream(reply: Reply) -> None:
    reply.frames = [*pieces(reply), failure("Out of breath.")]


@fault("speech.stream.type", on=SPEECH)
@in_streams
def an_event_is_of_another_kind(reply: Reply) -> None:
    reply.frames = [Frame({"type": "speech.audio.started"}), *(reply.frames or [])]


@fault("speech.stream.type:missing", on=SPEECH, also={"speech.stream.done": "it is by its type that the end is known"})
@in_streams
def the_last_event_is_of_no_kind(reply: Reply) -> None:
    del done(reply).data["type"]


@fault("speech.stream.pieces", on=SPEECH)
@in_streams
def no_piece_of_sound_comes(reply: Reply) -> None:
    reply.drop(*pieces(reply))


@fault("speech.stream.base64", on=SPEECH)
@in_streams
def base64_is_cut_anywhere(reply: Reply) -> None:
    """The whole is encoded and cut, so that a piece alone is not base64."""
    for former, later in pairwise(pieces(reply)):
        former.data["audio"], rest = former.data["audio"][:-1], former.data["audio"][-1]
        later.data["audio"] = rest + later.data["audio"]


@fault("speech.stream.sound", on=SPEECH)
@in_streams
def the_first_piece_is_lost(reply: Reply) -> None:
    if reply.request.members.get("response_format") == "wav":
        reply.drop(pieces(reply)[0])


@fault("speech.stream.done", on=SPEECH)
@in_streams
def the_last_event_does_not_come(reply: Reply) -> None:
    reply.drop(done(reply))


@fault("speech.stream.total", on=SPEECH)
@in_streams
def the_total_is_the_output(reply: Reply) -> None:
    done(reply).data["usage"]["total_tokens"] = done(reply).data["usage"]["output_tokens"]


@fault("speech.stream.schema", on=SPEECH)
@in_streams
def nothing_is_said_of_the_cost(reply: Reply) -> None:
    del done(reply).data["usage"]


@benign("speech.stream.terminated", on=SPEECH)
@in_streams
def a_terminator_follows(reply: Reply) -> None:
    terminate(reply)


@benign("speech.stream.named", on=SPEECH)
@in_streams
def events_have_names(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.event = frame.data["type"]
