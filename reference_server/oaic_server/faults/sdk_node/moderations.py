"""Moderations the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import MODERATION
from oaic_server.faults.sdk_node.replies import NOT_JSON


@fault("sdk-node.moderations.create", on=MODERATION, also={"moderations.content-type": NOT_JSON})
@in_answers
def a_moderation_is_declared_as_a_page(reply: Reply) -> None:
    reply.set_header("content-type", "text/html")
