"""Legacy completions that the official Python SDK cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import COMPLETION


@fault("sdk.completions.reply", on=COMPLETION, also={"completions.reply.choices": "they are what is not there"})
@in_answers
def the_choices_are_called_otherwise(reply: Reply) -> None:
    reply.body["generations"] = reply.body.pop("choices")


@fault("sdk.completions.stream", on=COMPLETION, also={"completions.stream.text": "it is what is not there"})
def the_last_piece_is_of_null(reply: Reply) -> None:
    for chunk in reply.chunks:
        for choice in chunk.data["choices"]:
            choice["text"] = None if choice["finish_reason"] else choice["text"]
