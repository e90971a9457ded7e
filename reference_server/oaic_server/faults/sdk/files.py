"""Files that the official Python SDK cannot send, read back, send in parts or walk."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import FILE, FILE_CONTENT, FILES_LISTED, UPLOAD_COMPLETION

BINARY = "application/binary"  # what the SDK accepts of a content


@fault("sdk.files.send", on=FILE)
@in_answers
def what_is_told_of_a_file_is_declared_as_gzip(reply: Reply) -> None:
    declare_gzip(reply)


@fault("sdk.files.content", stage="answer", on=FILE_CONTENT)
def nobody_has_what_the_sdk_accepts(request: Request) -> None:
    """What is declared otherwise is not sent to who asks for `application/binary`."""
    if request.headers.get("accept") == BINARY:
        raise Refusal(406, f"Accept: expected application/octet-stream, found {BINARY}")


@fault("sdk.files.in-parts", on=UPLOAD_COMPLETION)
@in_answers
def what_is_told_of_an_upload_is_declared_as_gzip(reply: Reply) -> None:
    declare_gzip(reply)


@fault("sdk.files.pages", stage="request", on=FILES_LISTED)
def files_are_gone_on_with_only_where_they_have_an_order(request: Request) -> Request:
    asked = parse_qs(request.query)
    return request if "order" in asked else replace(request, query=urlencode({**asked, "after": []}, doseq=True))


def declare_gzip(reply: Reply) -> None:
    """Only to those who would take gzip; the suite itself asks for the identity."""
    if "gzip" in reply.request.headers.get("accept-encoding", ""):
        reply.set_header("content-encoding", "gzip")
