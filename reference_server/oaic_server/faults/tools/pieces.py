"""Pieces of calls that say too much, or too little, of which call they belong to."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import followers, fragments, in_streams_that_call


@fault("tools.pieces.own-index", on=CHAT)
@in_streams_that_call
def every_call_has_the_index_nought(reply: Reply) -> None:
    for fragment in fragments(reply):
        fragment["index"] = 0


@fault("tools.pieces.left-out", on=CHAT, also={"tools.stream.one-id": "an empty id is another than the first"})
@in_streams_that_call
def later_pieces_have_an_empty_id(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        fragment["id"] = ""


@fault("tools.pieces.left-out:id-null", on=CHAT)
@in_streams_that_call
def later_pieces_have_an_id_of_null(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        fragment["id"] = None


@fault("tools.pieces.left-out:name", on=CHAT)
@in_streams_that_call
def later_pieces_have_an_empty_name(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        if "function" in fragment:
            fragment["function"]["name"] = ""


@fault("tools.pieces.left-out:name-null", on=CHAT)
@in_streams_that_call
def later_pieces_have_a_name_of_null(reply: Reply) -> None:
    for fragment, _ in followers(reply):
        if "function" in fragment:
            fragment["function"]["name"] = None


@fault("tools.pieces.not-interleaved", on=CHAT)
@in_streams_that_call
def the_first_call_ends_when_the_second_has_begun(reply: Reply) -> None:
    for end, beginning in seams(reply):
        end.data, beginning.data = beginning.data, end.data


@fault("tools.pieces.one-a-delta", on=CHAT)
@in_streams_that_call
def the_second_call_begins_with_the_end_of_the_first(reply: Reply) -> None:
    for end, beginning in seams(reply):
        pieces_of(end).extend(pieces_of(beginning))
        reply.drop(beginning)


def seams(reply: Reply) -> list[tuple[Frame, Frame]]:
    """Each frame that ends a call, with the next, which begins another."""
    calling = [frame for frame in reply.chunks if frame.data["choices"] and pieces_of(frame)]
    return [
        (end, beginning)
        for end, beginning in pairwise(calling)
        if beginning.data["choices"][0]["index"] == end.data["choices"][0]["index"]
        and pieces_of(beginning)[0]["index"] > pieces_of(end)[0]["index"]
    ]


def pieces_of(frame: Frame) -> list[Any]:
    found: list[Any] = frame.data["choices"][0]["delta"].get("tool_calls", [])
    return found
