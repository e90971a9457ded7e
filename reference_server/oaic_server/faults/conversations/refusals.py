"""Requests about conversations that should be refused, and are not."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.conversations.replies import made_up
from oaic_server.faults.operations import CONVERSATION

Body = dict[str, Any]
MOST = 20  # items that may be given at once


def items(body: Body) -> list[Any]:
    given = body.get("items")
    return given if isinstance(given, list) else []


def begun(body: Body) -> Body:
    return made_up("conv_1")


@fault("conversations.refusals.item", on=CONVERSATION)
def any_role_will_do(reply: Reply) -> None:
    accept(reply, lambda body: any(item.get("role") == "parrot" for item in items(body)), begun)


@fault("conversations.refusals.many", on=CONVERSATION)
def any_number_of_items_will_do(reply: Reply) -> None:
    accept(reply, lambda body: len(items(body)) > MOST, begun)


@fault("conversations.refusals.labels", on=CONVERSATION)
def labels_that_are_none_are_ignored(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("metadata"), list), begun)


@fault("conversations.refusals.client-fault", on=CONVERSATION)
def labels_that_are_none_break_the_server(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("metadata"), list):
        reply.status = 500
