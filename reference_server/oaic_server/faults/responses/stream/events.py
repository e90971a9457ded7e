"""Events without a name, a type or a number."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.replies import in_streams, insert, last


@fault("responses.stream.events.type", on=RESPONSE)
@in_streams
def an_event_has_no_type(reply: Reply) -> None:
    """Its name says it, in the field `event:` alone."""
    insert(reply, last(reply), Frame({"sequence_number": 0, "eyes": 2}, "response.parrot.blinked"))


@fault("responses.stream.events.named", on=RESPONSE)
@in_streams
def events_have_no_names(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.event = None


@fault("responses.stream.events.named:all-alike", on=RESPONSE)
@in_streams
def all_events_have_one_name(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.event = "message"


@fault("responses.stream.events.numbered", on=RESPONSE)
@in_streams
def events_have_no_numbers(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["sequence_number"]


@fault("responses.stream.events.from-nought", on=RESPONSE)
@in_streams
def numbers_begin_with_one(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["sequence_number"] += 1


@fault("responses.stream.events.numbered:gap", on=RESPONSE)
@in_streams
def a_number_is_left_out(reply: Reply) -> None:
    last(reply).data["sequence_number"] += 1


@fault("responses.stream.events.terminator", on=RESPONSE)
@in_streams
def a_terminator_comes_before_the_end(reply: Reply) -> None:
    frames = reply.frames or []
    reply.frames = [*frames[:-1], Frame("[DONE]"), frames[-1]]


@fault("responses.stream.events.terminator:twice", on=RESPONSE)
@in_streams
def a_terminator_comes_twice(reply: Reply) -> None:
    reply.frames = [*(reply.frames or []), Frame("[DONE]"), Frame("[DONE]")]
