"""Batches that the Node SDK cannot read to their end."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import BATCH_KEPT


@fault(
    "sdk-node.batches.round",
    on=BATCH_KEPT,
    also={"batches.output.named": "the output is named by another member than is looked at"},
)
@in_answers
def the_output_is_named_further_down(reply: Reply) -> None:
    if not reply.body["error_file_id"]:
        reply.body["output"] = {"file_id": reply.body.pop("output_file_id")}
