"""Files that are sent wrong, and kept all the same."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.files.replies import made_up
from oaic_server.faults.operations import FILE


def kept_all_the_same(reply: Reply) -> None:
    reply.status, reply.body = 200, made_up("file-1")


def lacks(request: Request, name: str) -> bool:
    """Whether a form can be read, and has no such part."""
    return request.malformed is None and name not in request.members


@fault("files.refusals.missing-file", on=FILE)
def a_form_without_a_file_is_kept(reply: Reply) -> None:
    if reply.status == 400 and lacks(reply.request, "file"):
        kept_all_the_same(reply)


@fault("files.refusals.missing-purpose", on=FILE)
def a_file_for_nothing_is_kept(reply: Reply) -> None:
    if reply.status == 400 and lacks(reply.request, "purpose"):
        kept_all_the_same(reply)


@fault("files.refusals.purpose", on=FILE)
def a_file_is_kept_for_anything(reply: Reply) -> None:
    if reply.is_error and {"file", "purpose"} <= reply.request.members.keys():
        kept_all_the_same(reply)


@fault("files.refusals.cut-short", on=FILE)
def a_file_that_was_cut_is_kept(reply: Reply) -> None:
    if reply.is_error and reply.request.malformed is not None:
        kept_all_the_same(reply)


@fault("files.refusals.client-fault", on=FILE)
def a_form_that_was_cut_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and reply.request.malformed is not None:
        reply.status = 500


@fault("files.refusals.client-fault:purpose", on=FILE)
def a_purpose_that_is_none_breaks_the_server(reply: Reply) -> None:
    if reply.status == 400 and {"file", "purpose"} <= reply.request.members.keys():
        reply.status = 500
