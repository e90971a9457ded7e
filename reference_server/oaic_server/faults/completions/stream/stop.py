"""Streamed completions that do not stop where they should."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.completions.stream.replies import pieces
from oaic_server.faults.operations import COMPLETION


@fault("completions.stream.stop", stage="request", on=COMPLETION)
def a_stream_does_not_stop(request: Request) -> Request:
    if not (request.stream and request.members.get("stop")):
        return request
    return replace(request, body={name: value for name, value in request.body.items() if name != "stop"})


@fault("completions.stream.stop:first-word", on=COMPLETION)
def the_first_word_of_the_stop_sequence_slips_out(reply: Reply) -> None:
    stop = reply.request.members.get("stop")
    if stop:
        for said in pieces(reply):
            if said["finish_reason"]:
                said["text"] += stop[0].split()[0]


@benign("completions.stream.stop.trailing-space", on=COMPLETION)
def a_space_stands_before_the_end(reply: Reply) -> None:
    """As where the space was a token of its own."""
    if reply.request.members.get("stop"):
        for said in pieces(reply):
            if said["finish_reason"]:
                said["text"] += " "
