"""Streams of edited pictures that do not come, do not end, or hold something else."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.images.replies import completed, cut, ignore_the_stream, leave_out_the_size, parts
from oaic_server.faults.operations import IMAGE_EDIT
from oaic_server.faults.streams import cut_in_half, in_streams

EARLY = 100  # bytes: in the middle of the first event


@fault("images.edit-stream.outcome", on=IMAGE_EDIT)
@in_streams
def the_connection_drops_in_the_middle(reply: Reply) -> None:
    reply.wire.cut_after = EARLY


@fault("images.edit-stream.is-events", on=IMAGE_EDIT)
@in_streams
def the_wish_for_a_stream_is_ignored(reply: Reply) -> None:
    ignore_the_stream(reply)


@fault("images.edit-stream.json", on=IMAGE_EDIT)
@in_streams
def the_last_event_is_cut_in_half(reply: Reply) -> None:
    cut_in_half(reply, completed(reply)[-1])


@fault("images.edit-stream.completed", on=IMAGE_EDIT)
@in_streams
def events_are_those_of_a_generation(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["type"] = frame.data["type"].replace("image_edit", "image_generation")


@fault("images.edit-stream.readable", on=IMAGE_EDIT)
@in_streams
def parts_are_pieces_of_the_file(reply: Reply) -> None:
    cut((frame.data for frame in parts(reply)), 40)


@fault("images.edit-stream.schema", on=IMAGE_EDIT)
@in_streams
def events_do_not_say_how_large_a_picture_is(reply: Reply) -> None:
    leave_out_the_size(reply)


@benign("images.edit-stream.fewer-parts", on=IMAGE_EDIT)
@in_streams
def the_picture_was_done_too_soon_for_parts(reply: Reply) -> None:
    reply.drop(*parts(reply))
