"""Contents that are not what was sent."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import FILE_CONTENT


def is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@fault("files.fetching.status", on=FILE_CONTENT)
def fetching_a_text_fails(reply: Reply) -> None:
    if not reply.is_error and is_text(reply.content()):
        break_down(reply)


@fault("files.fetching.same", on=FILE_CONTENT)
def a_text_is_given_in_json(reply: Reply) -> None:
    """What a file holds is wrapped in an object."""
    if not reply.is_error and is_text(reply.content()):
        reply.body = {"content": reply.content().decode()}


@fault("files.fetching.same:line-ends", on=FILE_CONTENT)
def ends_of_lines_are_mended(reply: Reply) -> None:
    if not reply.is_error and is_text(reply.content()):
        reply.body = reply.content().replace(b"\r\n", b"\n")


@fault("files.fetching.binary", on=FILE_CONTENT)
def bytes_are_read_as_text(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.content().decode("utf-8", "replace").encode()


@fault("files.fetching.declared", on=FILE_CONTENT)
def a_content_is_declared_as_a_page(reply: Reply) -> None:
    if not reply.is_error:
        reply.set_header("content-type", "text/html")
