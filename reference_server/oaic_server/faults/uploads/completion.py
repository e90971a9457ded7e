"""Uploads that do not become the file that was sent."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import UPLOAD_COMPLETION, UPLOAD_PART
from oaic_server.faults.uploads.replies import has_parts, part, upload


@fault("uploads.completion.status", on=UPLOAD_COMPLETION)
@in_answers
def completing_fails(reply: Reply) -> None:
    break_down(reply)


@fault("uploads.completion.schema", on=UPLOAD_COMPLETION)
@in_answers
def a_completed_upload_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("uploads.completion.completed", on=UPLOAD_COMPLETION)
@in_answers
def a_completed_upload_is_still_pending(reply: Reply) -> None:
    reply.body["status"] = "pending"


@fault("uploads.completion.file", on=UPLOAD_COMPLETION)
@in_answers
def a_file_counts_no_bytes(reply: Reply) -> None:
    reply.body["file"]["bytes"] = 0


@fault("uploads.completion.order", stage="request", on=UPLOAD_COMPLETION)
def parts_stand_as_they_came(request: Request) -> Request | None:
    part_ids = request.members.get("part_ids")
    if not isinstance(part_ids, list):
        return None
    return replace(request, body={**request.members, "part_ids": part_ids[::-1]})


@fault("uploads.completion.size", on=UPLOAD_COMPLETION)
def a_file_may_lack_its_end(reply: Reply) -> None:
    if reply.status == 400 and has_parts(reply):
        reply.status, reply.body = 200, upload(reply.request.parameters["upload_id"])


@fault("uploads.completion.over", on=UPLOAD_PART)
def a_completed_upload_takes_parts(reply: Reply) -> None:
    if reply.status == 400 and "completed" in reply.body["error"]["message"]:
        reply.status, reply.body = 200, part(reply.request.parameters["upload_id"])
