"""Batches that the official Python SDK cannot read to their end."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.batches.replies import made_up
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import BATCH_KEPT, BATCHES
from oaic_server.faults.pages import asked, paged


@fault(
    "sdk.batches.round", on=BATCH_KEPT, also={"batches.output.named": "it is named by another member than is looked at"}
)
@in_answers
def the_output_is_named_in_another_way(reply: Reply) -> None:
    if not reply.body["error_file_id"]:
        reply.body["output_file"] = reply.body.pop("output_file_id")


@fault("sdk.batches.list", on=BATCHES, also={"batches.listing.once": "the SDK asks for the pages as anybody does"})
@in_answers
def every_page_of_batches_is_the_first(reply: Reply) -> None:
    if after := asked(reply).get("after"):
        paged(reply, [made_up(after)])
