"""Files that are not found, or are found where there are none."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.files.replies import is_made_up, made_up
from oaic_server.faults.operations import FILE_KEPT


@fault(
    "files.describing.status",
    on=FILE_KEPT,
    also={"batches.output.described": "what came of a batch is described in the same way"},
)
@in_answers
def describing_a_file_fails(reply: Reply) -> None:
    break_down(reply)


@fault("files.describing.schema", on=FILE_KEPT)
@in_answers
def a_described_file_is_a_document(reply: Reply) -> None:
    reply.body["object"] = "document"


@fault("files.describing.same", on=FILE_KEPT)
@in_answers
def a_described_file_is_called_otherwise(reply: Reply) -> None:
    reply.body["filename"] = f"{reply.body['id']}.jsonl"


@fault("files.describing.unknown", on=FILE_KEPT)
def an_unknown_file_is_made_up(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status, reply.body = 200, made_up(reply.request.parameters["file_id"])


@fault("files.describing.unknown-status", on=FILE_KEPT)
def an_unknown_file_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status = 400
