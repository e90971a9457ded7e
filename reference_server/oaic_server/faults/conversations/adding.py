"""Items that are not added, or are lost where they should be kept."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.conversations.replies import is_all
from oaic_server.faults.operations import ITEMS_ADDED, ITEMS_LISTED
from oaic_server.faults.pages import paged


def items(request: Request) -> list[Any]:
    given = request.members.get("items")
    return [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []


@fault("conversations.adding.status", on=ITEMS_ADDED)
@in_answers
def adding_messages_without_a_type_fails(reply: Reply) -> None:
    if any("type" not in item for item in items(reply.request)):
        break_down(reply)


@fault("conversations.adding.custom-calls", stage="answer", on=ITEMS_ADDED)
def custom_calls_are_unheard_of(request: Request) -> Reply | None:
    if any(item.get("type") == "custom_tool_call" for item in items(request)):
        return Refusal(400, "items[0].type: unknown", param="items[0].type").reply(request)
    return None


@fault("conversations.adding.schema", on=ITEMS_ADDED)
@in_answers
def what_is_added_does_not_say_whether_it_is_all(reply: Reply) -> None:
    del reply.body["has_more"]


@fault("conversations.adding.as-sent", on=ITEMS_ADDED)
@in_answers
def what_is_added_is_told_backwards(reply: Reply) -> None:
    paged(reply, reply.body["data"][::-1])


@fault("conversations.adding.own-ids", on=ITEMS_LISTED)
@in_answers
def two_items_share_an_id(reply: Reply) -> None:
    if is_all(reply, 2):
        first, second = reply.body["data"]
        paged(reply, [first, second | {"id": first["id"]}])


@fault("conversations.adding.kept", on=ITEMS_LISTED)
@in_answers
def of_two_items_one_is_kept(reply: Reply) -> None:
    if is_all(reply, 2):
        paged(reply, reply.body["data"][:1])


@benign("conversations.adding.with-dates", on=ITEMS_ADDED)
@in_answers
def items_say_when_they_were_added(reply: Reply) -> None:
    for item in reply.body["data"]:
        item["created_at"] = 1767225600
