"""Pieces of calls that say too much, or too little, of which call they belong to."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
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
