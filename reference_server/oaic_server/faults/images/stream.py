"""Streams of pictures that do not come, do not end, or hold something else."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.images.replies import (
    completed,
    cut,
    forget_the_input,
    ignore_the_stream,
    leave_out_the_size,
    parts,
    tell_as_addresses,
)
from oaic_server.faults.operations import IMAGE
from oaic_server.faults.streams import cut_in_half, declare_as_text, failure, in_streams, terminate

EARLY = 100  # bytes: in the middle of the first event


@fault("images.stream.outcome", on=IMAGE)
@in_streams
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("images.stream.content-type", on=IMAGE)
@in_streams
def a_stream_is_declared_as_text(reply: Reply) -> None:
    declare_as_text(reply)


@fault("images.stream.is-events", on=IMAGE)
@in_streams
def events_are_bare_lines_of_json(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.raw = reply.encode(frame.data) + b"\n"


@fault("images.stream.is-events:ignored", on=IMAGE)
@in_streams
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    ignore_the_stream(reply)


@fault("images.stream.json", on=IMAGE)
@in_streams
def the_last_event_is_cut_in_half(reply: Reply) -> None:
    cut_in_half(reply, completed(reply)[-1])


@fault("images.stream.no-error", on=IMAGE)
@in_streams
def an_error_ends_the_stream(reply: Reply) -> None:
    reply.frames = [*parts(reply), failure("Out of paint.", "error")]


@fault("images.stream.type", on=IMAGE)
@in_streams
def parts_are_called_otherwise(reply: Reply) -> None:
    for frame in parts(reply):
        frame.event = frame.data["type"] = "image_generation.partial"


@fault("images.stream.completed", on=IMAGE)
@in_streams
def the_last_event_does_not_come(reply: Reply) -> None:
    if parts(reply):
        reply.drop(*completed(reply))


@fault("images.stream.completed:twice", on=IMAGE)
@in_streams
def a_picture_is_completed_twice(reply: Reply) -> None:
    reply.frames = [*(reply.frames or []), completed(reply)[-1]]


@fault("images.stream.partial-images", on=IMAGE)
@in_streams
def parts_come_unasked(reply: Reply) -> None:
    if not parts(reply):
        done = completed(reply)[0].data
        begun = {name: value for name, value in done.items() if name != "usage"}
        kind = "image_generation.partial_image"
        reply.frames = [Frame(begun | {"type": kind, "partial_image_index": 0}, kind), *(reply.frames or [])]


@fault("images.stream.partial-index", on=IMAGE)
@in_streams
def parts_are_counted_from_one(reply: Reply) -> None:
    for frame in parts(reply):
        frame.data["partial_image_index"] += 1


@fault("images.stream.base64", on=IMAGE)
@in_streams
def a_picture_is_a_data_url(reply: Reply) -> None:
    tell_as_addresses(reply)


@fault("images.stream.readable", on=IMAGE)
@in_streams
def parts_are_pieces_of_the_file(reply: Reply) -> None:
    cut((frame.data for frame in parts(reply)), 40)


@fault("images.stream.total", on=IMAGE)
@in_streams
def the_total_is_the_output(reply: Reply) -> None:
    for frame in completed(reply):
        forget_the_input(frame.data["usage"])


@fault("images.stream.schema", on=IMAGE)
@in_streams
def events_do_not_say_how_large_a_picture_is(reply: Reply) -> None:
    leave_out_the_size(reply)


@benign("images.stream.done", on=IMAGE)
@in_streams
def a_terminator_follows(reply: Reply) -> None:
    terminate(reply)


@benign("images.stream.unnamed", on=IMAGE)
@in_streams
def events_have_no_name(reply: Reply) -> None:
    for frame in reply.frames or []:
        frame.event = None


@benign("images.stream.fewer-parts", on=IMAGE)
@in_streams
def the_picture_was_done_too_soon_for_parts(reply: Reply) -> None:
    reply.drop(*parts(reply))


@benign("images.stream.more-members", on=IMAGE)
@in_streams
def events_have_members_of_their_own(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["sequence_number"] = 7
