"""Completions the Node SDK stumbles over."""

from __future__ import annotations

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import COMPLETION
from oaic_server.faults.sdk_node.replies import A_WORD, NOT_JSON


@fault("sdk-node.completions.reply", on=COMPLETION, also={"completions.reply.content-type": NOT_JSON})
@in_answers
def a_completion_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("sdk-node.completions.stream", on=COMPLETION, also={"completions.stream.json": A_WORD})
def a_streamed_completion_begins_with_a_word(reply: Reply) -> None:
    if reply.frames:
        reply.frames = [Frame("ping"), *reply.frames]
