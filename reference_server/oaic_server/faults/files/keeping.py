"""Files that are not kept as they were sent."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.files.replies import FIRST, LATER, is_called
from oaic_server.faults.operations import FILE

ELSEWHERE = "where it is described it is told right"
NOT_THERE = "a file of that id there is not"


@fault("files.keeping.status", on=FILE)
@in_answers
def sending_a_file_fails(reply: Reply) -> None:
    if is_called(reply, FIRST):
        break_down(reply)


@fault("files.keeping.schema", on=FILE)
@in_answers
def a_file_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault(
    "files.keeping.own-id",
    on=FILE,
    also={
        "files.describing.status": NOT_THERE,
        "files.fetching.status": NOT_THERE,
        "files.listing.there": NOT_THERE,
    },
)
@in_answers
def every_file_is_the_same(reply: Reply) -> None:
    if is_called(reply, FIRST, LATER):
        reply.body["id"] = "file-1"


@fault("files.keeping.bytes", on=FILE, also={"files.describing.same": ELSEWHERE})
@in_answers
def a_file_has_no_bytes(reply: Reply) -> None:
    reply.body["bytes"] = 0


@fault(
    "files.keeping.filename",
    stage="request",
    on=FILE,
    also={"files.keeping.letters": "no name is kept, whatever its letters"},
)
def every_file_is_called_upload(request: Request) -> Request | None:
    return replace(request, body={**request.members, "file": "upload"}) if request.files else None


@fault("files.keeping.letters", stage="request", on=FILE)
def a_name_is_read_as_latin_1(request: Request) -> Request | None:
    name = request.members.get("file")
    if not request.files or not isinstance(name, str) or name.isascii():
        return None
    return replace(request, body={**request.members, "file": name.encode().decode("latin-1")})


@fault("files.keeping.purpose", on=FILE, also={"files.describing.same": ELSEWHERE})
@in_answers
def every_file_is_for_assistants(reply: Reply) -> None:
    reply.body["purpose"] = "assistants"


@fault("files.keeping.expiry", on=FILE)
@in_answers
def no_file_expires(reply: Reply) -> None:
    if "expires_after" in reply.request.members:
        reply.body["expires_at"] = None
