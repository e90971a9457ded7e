"""Moderations that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import MODERATION


@fault("sdk.moderations.create", on=MODERATION, also={"moderations.schema": "an array is wanted"})
@in_answers
def results_are_null(reply: Reply) -> None:
    reply.body["results"] = None
