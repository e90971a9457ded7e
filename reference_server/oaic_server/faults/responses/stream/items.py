"""Items of a stream that are misplaced, mistaken for another, or never done."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.replies import (
    ADDED,
    DONE_ITEM,
    drop,
    event,
    first,
    in_streams,
    insert,
    last,
    of_type,
    twin,
)

ELSEWHERE = {"responses.stream.items.output": "there the items are counted from nought"}
ORPHANED = ELSEWHERE | {"responses.stream.items.open": "what belongs to an item is about none that was added"}


@fault("responses.stream.items.place", on=RESPONSE, also=ELSEWHERE)
@in_streams
def items_are_counted_from_one(reply: Reply) -> None:
    for frame in reply.chunks:
        if "output_index" in frame.data:
            frame.data["output_index"] += 1


@fault("responses.stream.items.place:missing", on=RESPONSE, also=ORPHANED)
@in_streams
def items_are_not_counted(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data.pop("output_index", None)


@fault("responses.stream.items.open", on=RESPONSE)
@in_streams
def items_are_done_twice(reply: Reply) -> None:
    for frame in list(of_type(reply, DONE_ITEM)):
        insert(reply, frame, twin(frame))


@fault("responses.stream.items.id", on=RESPONSE)
@in_streams
def each_event_names_another_item(reply: Reply) -> None:
    for number, frame in enumerate(reply.chunks):
        if "item_id" in frame.data:
            frame.data["item_id"] = f"item_{number}"


@fault("responses.stream.items.kind", on=RESPONSE)
@in_streams
def a_message_is_searched_for(reply: Reply) -> None:
    done = first(reply, DONE_ITEM)
    if done:
        here = {"output_index": done.data["output_index"], "item_id": done.data["item"]["id"]}
        insert(reply, done, event("response.web_search_call.searching", **here))


@fault("responses.stream.items.same", on=RESPONSE)
@in_streams
def an_item_gets_another_id_when_it_is_done(reply: Reply) -> None:
    for frame in of_type(reply, DONE_ITEM):
        frame.data["item"]["id"] += "b"
    rewrite_output(reply)


@fault("responses.stream.items.closed", on=RESPONSE)
@in_streams
def texts_are_not_done(reply: Reply) -> None:
    drop(reply, *of_type(reply, "output_text.done", "content_part.done", "arguments.done", "summary_text.done"))


@fault("responses.stream.items.closed:arguments", on=RESPONSE)
@in_streams
def arguments_are_not_done(reply: Reply) -> None:
    drop(reply, *of_type(reply, "function_call_arguments.done"))


@fault("responses.stream.items.done", on=RESPONSE)
@in_streams
def items_are_never_done(reply: Reply) -> None:
    drop(reply, *of_type(reply, DONE_ITEM))


@fault("responses.stream.items.output", on=RESPONSE, also={"responses.reasoning.cut-alike": "it ends with nothing"})
@in_streams
def the_final_output_is_empty(reply: Reply) -> None:
    last(reply).data["response"]["output"] = []


@fault("responses.stream.items.output:other-ids", on=RESPONSE)
@in_streams
def the_final_output_has_ids_of_its_own(reply: Reply) -> None:
    for item in last(reply).data["response"]["output"]:
        item["id"] += "b"


@fault("responses.stream.items.output:other-calls", on=RESPONSE)
@in_streams
def calls_of_the_final_output_have_ids_of_their_own(reply: Reply) -> None:
    for item in last(reply).data["response"]["output"]:
        if "call_id" in item:
            item["call_id"] += "b"


def rewrite_output(reply: Reply) -> None:
    """The final output as the items were done."""
    last(reply).data["response"]["output"] = [frame.data["item"] for frame in of_type(reply, DONE_ITEM)]


@benign("responses.stream.items.sealed-anew", on=RESPONSE)
@in_streams
def thoughts_are_sealed_anew_each_time(reply: Reply) -> None:
    for number, frame in enumerate(of_type(reply, ADDED, DONE_ITEM)):
        if frame.data["item"]["type"] == "reasoning":
            frame.data["item"]["encrypted_content"] = f"sealed-{number}"


@benign("responses.stream.items.later-items", on=RESPONSE)
@in_streams
def an_unknown_item_comes_last(reply: Reply) -> None:
    output = last(reply).data["response"]["output"]
    flight = {"id": "fly_1", "type": "flight", "height": 12}
    place = len(output)
    insert(
        reply,
        last(reply),
        event(ADDED, output_index=place, item=flight),
        event(DONE_ITEM, output_index=place, item=flight),
    )
    output.append(flight)
