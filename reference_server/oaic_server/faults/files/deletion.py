"""Files that are not deleted, or live on."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.files.replies import is_made_up, made_up
from oaic_server.faults.operations import FILE_CONTENT, FILE_DELETION, FILE_KEPT


@fault("files.deletion.status", on=FILE_DELETION)
@in_answers
def deleting_a_file_fails(reply: Reply) -> None:
    break_down(reply)


@fault("files.deletion.schema", on=FILE_DELETION)
@in_answers
def a_deletion_of_a_file_is_not_told(reply: Reply) -> None:
    reply.body = {"message": "Done."}


@fault("files.deletion.gone", on=FILE_KEPT)
def a_deleted_file_is_still_described(reply: Reply) -> None:
    if reply.status == 404 and not is_made_up(reply):
        reply.status, reply.body = 200, made_up(reply.request.parameters["file_id"])


@fault("files.deletion.gone-status", on=FILE_KEPT)
def a_deleted_file_is_gone_for_good(reply: Reply) -> None:
    if reply.status == 404 and not is_made_up(reply):
        reply.status = 410


@fault("files.deletion.content-gone", on=FILE_CONTENT)
def a_deleted_file_is_still_given(reply: Reply) -> None:
    if reply.status == 404:
        reply.status, reply.body = 200, b"What was to be forgotten."
        reply.set_header("content-type", "application/octet-stream")
