"""Servers that keep no files, and say so; files with more members, other ids, or fewer."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import FILE, FILE_CONTENT, FILE_DELETION, FILES_LISTED

OK = 200


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


@benign("files.content-typed", on=FILE_CONTENT)
def a_file_comes_as_what_it_is_and_in_pieces(reply: Reply) -> None:
    if reply.status == OK:
        reply.set_header("content-type", "application/jsonl; charset=utf-8")
        reply.wire.sizes = (1, 7, 100)


@benign("files.more-of-a-deletion", on=FILE_DELETION)
@in_answers
def a_deletion_says_what_was_deleted(reply: Reply) -> None:
    reply.body |= {"object": "file", "filename": "a.jsonl", "bytes": None}


@benign("files.listed-with-more", on=FILES_LISTED)
@in_answers
def a_page_of_files_says_how_many_there_are(reply: Reply) -> None:
    reply.body |= {"total": 1_000, "next": None}
