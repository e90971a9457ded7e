"""Items that are not found, or are found where they are not."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.conversations.replies import is_made_up, message
from oaic_server.faults.operations import ITEM

GREETING = "Say hello."


@fault("conversations.fetching.status", on=ITEM)
@in_answers
def fetching_what_is_no_greeting_fails(reply: Reply) -> None:
    if reply.body["content"][0]["text"] != GREETING:
        break_down(reply)


@fault("conversations.fetching.schema", on=ITEM)
@in_answers
def an_item_has_no_status(reply: Reply) -> None:
    del reply.body["status"]


@fault("conversations.fetching.same", on=ITEM)
@in_answers
def an_item_says_nothing(reply: Reply) -> None:
    reply.body["content"] = []


@fault("conversations.fetching.unknown", on=ITEM)
def an_unknown_item_is_made_up(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply.request.parameters["item_id"]):
        find_all_the_same(reply)


@fault("conversations.fetching.unknown-status", on=ITEM)
def an_unknown_item_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply.request.parameters["item_id"]):
        reply.status = 400


@fault(
    "conversations.fetching.elsewhere",
    on=ITEM,
    also={"conversations.taking-out.gone": "what is found wherever it was once is found where it was taken out"},
)
def an_item_is_found_in_every_conversation(reply: Reply) -> None:
    if reply.status == 404 and not is_made_up(reply.request.parameters["item_id"]):
        find_all_the_same(reply)


def find_all_the_same(reply: Reply) -> None:
    reply.status, reply.body = 200, message(reply.request.parameters["item_id"], GREETING)
