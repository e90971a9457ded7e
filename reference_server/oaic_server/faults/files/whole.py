"""Servers that keep no files, and say so; files with more members, other ids, or fewer."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import FILE, FILES_LISTED


@benign("files.no-route", stage="answer", on=FILE)
def there_are_no_files(request: Request) -> Reply:
    return Refusal(404, "There is nothing here.").reply(request)


@benign("files.extra-members", on=FILE)
@in_answers
def a_file_says_more(reply: Reply) -> None:
    reply.body |= {"user_id": "user-1", "metadata": None}


@benign("files.without-status", on=FILE)
@in_answers
def a_file_says_nothing_of_its_status(reply: Reply) -> None:
    del reply.body["status"], reply.body["status_details"]
    if "expires_after" not in reply.request.members:
        del reply.body["expires_at"]


@benign("files.listed-as-uploaded", on=FILES_LISTED)
@in_answers
def files_that_are_listed_are_only_uploaded(reply: Reply) -> None:
    for file in reply.body["data"]:
        file |= {"status": "uploaded", "expires_at": None}
