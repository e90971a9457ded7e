"""Servers that take no uploads, and say so; uploads that say more."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import UPLOAD, UPLOAD_COMPLETION, UPLOAD_PART


@benign("uploads.no-route", stage="answer", on=UPLOAD)
def there_are_no_uploads(request: Request) -> Reply:
    return Refusal(404, "There is nothing here.").reply(request)


@benign("uploads.file-is-null", on=UPLOAD)
@in_answers
def an_upload_has_no_file_yet(reply: Reply) -> None:
    reply.body |= {"file": None, "mime_type": "application/jsonl"}


@benign("uploads.file-says-little", on=UPLOAD_COMPLETION)
@in_answers
def the_file_of_an_upload_has_no_status(reply: Reply) -> None:
    for name in ("status", "status_details", "expires_at"):
        del reply.body["file"][name]


@benign("uploads.more-members", on=UPLOAD_PART)
@in_answers
def a_part_says_how_large_it_is(reply: Reply) -> None:
    reply.body |= {"bytes": 7, "number": None}
