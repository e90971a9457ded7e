"""Uploads that are not given up."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import UPLOAD_CANCELLING, UPLOAD_PART
from oaic_server.faults.uploads.replies import part


@fault("uploads.cancelling.status", on=UPLOAD_CANCELLING)
@in_answers
def cancelling_an_upload_fails(reply: Reply) -> None:
    break_down(reply)


@fault("uploads.cancelling.schema", on=UPLOAD_CANCELLING)
@in_answers
def a_cancelled_upload_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("uploads.cancelling.cancelled", on=UPLOAD_CANCELLING)
@in_answers
def a_cancelled_upload_is_still_pending(reply: Reply) -> None:
    reply.body["status"] = "pending"


@fault("uploads.cancelling.over", on=UPLOAD_PART)
def a_cancelled_upload_takes_parts(reply: Reply) -> None:
    if reply.status == 400 and "cancelled" in reply.body["error"]["message"]:
        reply.status, reply.body = 200, part(reply.request.parameters["upload_id"])
