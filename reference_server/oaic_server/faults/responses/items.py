"""Items of a response without what clients read of them."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, items, texts


@fault("responses.items.array", on=RESPONSE)
@in_responses
def output_is_an_object(reply: Reply) -> None:
    reply.body["output"] = {str(place): item for place, item in enumerate(reply.body["output"])}


@fault("responses.items.type", on=RESPONSE)
@in_responses
def messages_have_no_type(reply: Reply) -> None:
    for item in items(reply, "message"):
        del item["type"]


@fault("responses.items.id", on=RESPONSE)
@in_responses
def messages_have_no_id(reply: Reply) -> None:
    for item in items(reply, "message"):
        del item["id"]


@fault("responses.items.own-id", on=RESPONSE)
@in_responses
def all_items_have_one_id(reply: Reply) -> None:
    for item in items(reply):
        item["id"] = "msg_1"


@fault("responses.items.role", on=RESPONSE)
@in_responses
def messages_have_no_role(reply: Reply) -> None:
    for item in items(reply, "message"):
        del item["role"]


@fault("responses.items.content", on=RESPONSE)
@in_responses
def parts_are_of_the_type_that_input_has(reply: Reply) -> None:
    for part in texts(reply):
        part["type"] = "text"


@fault("responses.items.content:a-string", on=RESPONSE)
@in_responses
def content_is_a_string(reply: Reply) -> None:
    for item in items(reply, "message"):
        item["content"] = "".join(part.get("text", "") for part in item["content"])


@fault("responses.items.text", on=RESPONSE)
@in_responses
def texts_are_null(reply: Reply) -> None:
    for part in texts(reply):
        part["text"] = None


@fault("responses.items.annotations", on=RESPONSE)
@in_responses
def texts_have_no_annotations(reply: Reply) -> None:
    for part in texts(reply):
        del part["annotations"]


@fault("responses.items.annotations:null", on=RESPONSE)
@in_responses
def annotations_are_null(reply: Reply) -> None:
    for part in texts(reply):
        part["annotations"] = None


@fault("responses.items.status", on=RESPONSE)
@in_responses
def messages_have_no_status(reply: Reply) -> None:
    for item in items(reply, "message"):
        del item["status"]


@benign("responses.items.other-ids", on=RESPONSE)
@in_responses
def ids_have_no_prefix(reply: Reply) -> None:
    for number, item in enumerate(items(reply)):
        item["id"] = f"{reply.body['id'].rpartition('_')[2]}-{number}"


@benign("responses.items.unknown-type", on=RESPONSE)
@in_responses
def an_item_of_an_unknown_type_goes_before(reply: Reply) -> None:
    reply.body["output"].insert(0, {"id": "fly_1", "type": "flight", "height": 12})


@benign("responses.items.thought", on=RESPONSE)
@in_responses
def a_thought_goes_before_all_else(reply: Reply) -> None:
    if "include" in reply.request.body:
        return
    thought = {
        "id": "rs_extra",
        "type": "reasoning",
        "summary": [],
        "content": [{"type": "reasoning_text", "text": "A nut."}],
    }
    reply.body["output"].insert(0, thought)
