"""Texts of a stream that lose pieces, parts, or their place."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.items import rewrite_output
from oaic_server.faults.responses.stream.replies import (
    DONE_ITEM,
    after,
    drop,
    first,
    in_streams,
    insert,
    of_type,
    twin,
)

SCATTERED = {
    "responses.stream.text.joined": "the pieces are those of other texts",
    "responses.stream.items.closed": "those texts are never done",
}


@fault("responses.stream.text.part-place", on=RESPONSE)
@in_streams
def parts_are_counted_from_one(reply: Reply) -> None:
    for frame in of_type(reply, "content_part.added"):
        frame.data["content_index"] += 1


@fault("responses.stream.text.part-open", on=RESPONSE)
@in_streams
def no_part_is_announced(reply: Reply) -> None:
    drop(reply, *of_type(reply, "content_part.added"))


@fault("responses.stream.text.part-open:counted", on=RESPONSE, also=SCATTERED)
@in_streams
def every_piece_is_a_part_of_its_own(reply: Reply) -> None:
    for number, frame in enumerate(of_type(reply, "output_text.delta")):
        frame.data["content_index"] = number


@fault("responses.stream.text.part-kind", on=RESPONSE)
@in_streams
def a_part_is_announced_as_a_refusal(reply: Reply) -> None:
    for frame in of_type(reply, "content_part.added"):
        frame.data["part"] = {"type": "refusal", "refusal": ""}


@fault("responses.stream.text.open", on=RESPONSE)
@in_streams
def a_text_is_done_twice(reply: Reply) -> None:
    for frame in list(of_type(reply, "output_text.done", "arguments.done")):
        insert(reply, after(reply, frame), twin(frame))


@fault("responses.stream.text.joined", on=RESPONSE)
@in_streams
def a_piece_is_lost(reply: Reply) -> None:
    drop(reply, first(reply, "output_text.delta"))


@fault("responses.stream.text.joined:arguments", on=RESPONSE)
@in_streams
def a_piece_of_the_arguments_is_lost(reply: Reply) -> None:
    drop(reply, first(reply, "arguments.delta"))


@fault("responses.stream.text.part", on=RESPONSE)
@in_streams
def a_done_part_is_empty(reply: Reply) -> None:
    for frame in of_type(reply, "content_part.done"):
        frame.data["part"]["text"] = ""


@fault("responses.stream.text.item", on=RESPONSE)
@in_streams
def a_done_item_says_nothing(reply: Reply) -> None:
    for frame in of_type(reply, DONE_ITEM):
        if frame.data["item"]["type"] == "message":
            frame.data["item"]["content"] = []
    rewrite_output(reply)


@fault("responses.stream.text.item:arguments", on=RESPONSE)
@in_streams
def a_done_call_has_no_arguments(reply: Reply) -> None:
    for frame in of_type(reply, DONE_ITEM):
        if frame.data["item"]["type"] == "function_call":
            frame.data["item"]["arguments"] = ""
    rewrite_output(reply)


@fault("responses.stream.text.logprobs", on=RESPONSE)
@in_streams
def log_probabilities_are_lost_on_the_way(reply: Reply) -> None:
    for frame in of_type(reply, "output_text.delta"):
        frame.data["logprobs"] = []


@fault("responses.stream.text.logprobs-unasked", on=RESPONSE)
@in_streams
def what_is_not_measured_is_certain(reply: Reply) -> None:
    for frame in of_type(reply, "output_text.delta"):
        frame.data["logprobs"] = frame.data["logprobs"] or [
            {"token": "", "logprob": 0.0, "bytes": [], "top_logprobs": []}
        ]
