"""Models of streams that are wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT


@fault("chat.stream.model", on=CHAT)
def chunks_name_no_model(reply: Reply) -> None:
    for frame in reply.chunks:
        del frame.data["model"]


@fault("chat.stream.model-asked-for", on=CHAT)
def chunks_name_another_model(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data["model"] = "gpt-4"
