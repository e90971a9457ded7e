"""Transcripts in events that do not come, do not end, or do not add up."""

from __future__ import annotations

from oaic_server.exchange.reply import JSON, Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.streams import cut_in_half, declare_as_text, failure, in_streams, terminate

EARLY = 30  # bytes: in the middle of the first event


def deltas(reply: Reply) -> list[Frame]:
    return [frame for frame in reply.chunks if "delta" in frame.data]


def done(reply: Reply) -> Frame:
    return reply.chunks[-1]


@fault("transcription.stream.outcome", on=TRANSCRIPTION)
@in_streams
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("transcription.stream.is-events", on=TRANSCRIPTION)
@in_streams
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    reply.frames, reply.body = None, {"text": done(reply).data["text"]}
    reply.set_header("content-type", JSON)


@fault("transcription.stream.content-type", on=TRANSCRIPTION)
@in_streams
def a_stream_is_declared_as_text(reply: Reply) -> None:
    declare_as_text(reply)


@fault("transcription.stream.json", on=TRANSCRIPTION)
@in_streams
def the_last_event_is_cut_in_half(reply: Reply) -> None:
    cut_in_half(reply, done(reply))


@fault("transcription.stream.no-error", on=TRANSCRIPTION)
@in_streams
def an_error_ends_the_stream(reply: Reply) -> None:
    reply.frames = [*deltas(reply), failure("Out of ears.")]


@fault(
    "transcription.stream.type",
    on=TRANSCRIPTION,
    also={"transcription.stream.done": "the end is called otherwise too"},
)
@in_streams
def events_are_those_of_a_chat(reply: Reply) -> None:
    for frame in reply.chunks:
        text = frame.data.get("delta", "")
        frame.data = {"object": "transcription.chunk", "choices": [{"index": 0, "delta": {"content": text}}]}


@fault("transcription.stream.type:untyped", on=TRANSCRIPTION)
@in_streams
def segments_have_no_type(reply: Reply) -> None:
    for frame in deltas(reply):
        frame.data = {"start": 0.0, "end": 1.0, "text": frame.data["delta"]}


@fault("transcription.stream.done", on=TRANSCRIPTION)
@in_streams
def the_last_event_does_not_come(reply: Reply) -> None:
    reply.drop(done(reply))


@fault("transcription.stream.whole", on=TRANSCRIPTION)
@in_streams
def the_first_piece_is_lost(reply: Reply) -> None:
    reply.drop(deltas(reply)[0])


@fault("transcription.stream.schema", on=TRANSCRIPTION)
@in_streams
def the_end_has_no_text(reply: Reply) -> None:
    done(reply).data["text"] = [done(reply).data["text"]]


@benign("transcription.stream.terminated", on=TRANSCRIPTION)
@in_streams
def a_terminator_follows(reply: Reply) -> None:
    terminate(reply)


@benign("transcription.stream.no-usage", on=TRANSCRIPTION)
@in_streams
def nothing_is_said_of_the_cost(reply: Reply) -> None:
    del done(reply).data["usage"]


@benign("transcription.stream.at-once", on=TRANSCRIPTION)
@in_streams
def all_of_the_text_comes_at_the_end(reply: Reply) -> None:
    reply.drop(*deltas(reply))
