"""Pictures that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import IMAGE


@fault("sdk.images.generate", on=IMAGE, also={"images.reply.data": "it is where the pictures should stand"})
@in_answers
def pictures_stand_elsewhere(reply: Reply) -> None:
    reply.body["images"] = reply.body.pop("data")
