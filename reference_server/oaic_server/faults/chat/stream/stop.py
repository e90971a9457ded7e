"""Streams that pass their stop sequence, or do not say why they ended."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import choices, saying
from oaic_server.faults.operations import CHAT


@fault("chat.stream.stop", stage="request", on=CHAT)
def a_stream_does_not_stop(request: Request) -> Request:
    if not (request.stream and isinstance(request.body.get("stop"), list)):
        return request
    return replace(request, body={name: value for name, value in request.body.items() if name != "stop"})


@fault("chat.stream.stop:first-word", on=CHAT)
def the_first_word_of_the_stop_sequence_slips_out(reply: Reply) -> None:
    stop = reply.request.body.get("stop") if reply.frames else None
    if stop and reply.frames:
        reply.frames.insert(-2, saying(reply.chunks[1], stop[0].split()[0]))


@fault("chat.stream.stop-finish", on=CHAT)
def the_model_goes_on_unheard_to_its_limit(reply: Reply) -> None:
    for choice in choices(reply) if reply.request.members.get("stop") else ():
        choice["finish_reason"] = choice["finish_reason"] and "length"
