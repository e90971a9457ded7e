"""Streams that open and end in another order, or tell of another response."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.replies import (
    drop,
    event,
    first,
    in_streams,
    insert,
    last,
    lifecycle,
    retyped,
    twin,
)

CREATED, IN_PROGRESS, COMPLETED = "response.created", "response.in_progress", "response.completed"


@fault(
    "responses.stream.order.created-first",
    on=RESPONSE,
    also={"responses.stream.order.in-progress": "neither of the two comes"},
)
@in_streams
def nothing_is_said_of_the_response_before_its_items(reply: Reply) -> None:
    drop(reply, first(reply, CREATED), first(reply, IN_PROGRESS))


@fault("responses.stream.order.created-first:under-way", on=RESPONSE)
@in_streams
def the_stream_begins_in_the_middle(reply: Reply) -> None:
    drop(reply, first(reply, CREATED))


@fault("responses.stream.order.opening", on=RESPONSE)
@in_streams
def a_stream_opens_twice(reply: Reply) -> None:
    opening = first(reply, CREATED)
    if opening:
        insert(reply, first(reply, IN_PROGRESS), twin(opening))


@fault("responses.stream.order.in-progress", on=RESPONSE)
@in_streams
def items_follow_at_once(reply: Reply) -> None:
    drop(reply, first(reply, IN_PROGRESS))


@fault("responses.stream.order.one-response", on=RESPONSE)
@in_streams
def each_event_tells_of_another_response(reply: Reply) -> None:
    for number, frame in enumerate(lifecycle(reply)):
        frame.data["response"]["id"] = f"resp_{number}"


@fault("responses.stream.order.one-date", on=RESPONSE)
@in_streams
def a_response_is_dated_anew_with_each_event(reply: Reply) -> None:
    for number, frame in enumerate(lifecycle(reply)):
        frame.data["response"]["created_at"] += number


@fault("responses.stream.order.status", on=RESPONSE)
@in_streams
def a_response_is_completed_when_it_is_created(reply: Reply) -> None:
    for frame in list(lifecycle(reply))[:1]:
        frame.data["response"]["status"] = "completed"


@fault(
    "responses.stream.order.status:cut",
    on=RESPONSE,
    also={"responses.stream.order.whole": "what the event calls complete holds what was cut"},
    dull="long",
)
@in_streams
def what_was_cut_comes_as_completed(reply: Reply) -> None:
    for frame in lifecycle(reply):
        if frame.data["type"] == "response.incomplete":
            retyped(frame, COMPLETED)


@fault("responses.stream.order.usage-last", on=RESPONSE)
@in_streams
def usage_comes_with_the_first_event(reply: Reply) -> None:
    usage = last(reply).data["response"]["usage"]
    for frame in list(lifecycle(reply))[:-1]:
        frame.data["response"]["usage"] = usage


@fault("responses.stream.order.usage", on=RESPONSE)
@in_streams
def usage_never_comes(reply: Reply) -> None:
    for frame in lifecycle(reply):
        frame.data["response"]["usage"] = None


@fault("responses.stream.order.whole", on=RESPONSE, dull="long")
@in_streams
def what_was_cut_passes_for_complete(reply: Reply) -> None:
    frame = last(reply)
    if frame.data["type"] == "response.incomplete":
        retyped(frame, COMPLETED)
        frame.data["response"] |= {"status": "completed", "incomplete_details": None}


@fault("responses.stream.order.last", on=RESPONSE)
@in_streams
def a_stream_ends_twice(reply: Reply) -> None:
    insert(reply, None, twin(last(reply)))


@fault("responses.stream.order.last:afterthought", on=RESPONSE)
@in_streams
def something_follows_the_end(reply: Reply) -> None:
    insert(reply, None, event("response.parrot.blinked", eyes=2))
