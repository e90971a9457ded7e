"""Uploads that do not begin, or take no parts."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import UPLOAD, UPLOAD_PART


@fault("uploads.beginning.status", on=UPLOAD)
@in_answers
def beginning_an_upload_fails(reply: Reply) -> None:
    break_down(reply)


@fault("uploads.beginning.schema", on=UPLOAD)
@in_answers
def an_upload_never_expires(reply: Reply) -> None:
    reply.body["expires_at"] = None


@fault("uploads.beginning.pending", on=UPLOAD)
@in_answers
def an_upload_is_completed_from_the_start(reply: Reply) -> None:
    reply.body["status"] = "completed"


@fault("uploads.beginning.part.status", on=UPLOAD_PART)
@in_answers
def adding_a_part_fails(reply: Reply) -> None:
    break_down(reply)


@fault("uploads.beginning.part.schema", on=UPLOAD_PART)
@in_answers
def a_part_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault(
    "uploads.beginning.own-id",
    on=UPLOAD_PART,
    also={"uploads.completion.status": "a part of that id there is not"},
)
@in_answers
def every_part_is_the_same(reply: Reply) -> None:
    reply.body["id"] = "part_1"


@fault("uploads.beginning.of-its-upload", on=UPLOAD_PART)
@in_answers
def a_part_is_of_another_upload(reply: Reply) -> None:
    reply.body["upload_id"] = "upload_1"
