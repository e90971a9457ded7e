"""Faults of large bodies."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.http.replies import refuse
from oaic_server.faults.operations import CHAT

LARGE = 2**19


@fault("http.large-body.answered", on=CHAT)
def a_large_body_is_never_answered(reply: Reply) -> None:
    if reply.is_error and len(reply.request.raw) > LARGE:
        reply.wire.wait = 60


@fault("http.large-body.refused", on=CHAT)
def a_large_body_is_an_internal_error(reply: Reply) -> None:
    if reply.is_error and len(reply.request.raw) > LARGE:
        reply.status = 500


@benign("http.large-body-too-large")
def a_large_body_is_too_large(reply: Reply) -> None:
    if len(reply.request.raw) > LARGE and reply.is_error:
        reply.status = 413


TOO_LARGE = 413
ROOMY = 2**20
HUGE = 32 * 2**20


def is_roomy(reply: Reply) -> bool:
    return not reply.is_error and len(reply.request.raw) > ROOMY


@fault("http.large-body.accepted", on=CHAT)
def a_mebibyte_is_a_wrong_request(reply: Reply) -> None:
    if is_roomy(reply):
        refuse(reply, 400)


@fault("http.large-body.explained", on=CHAT)
def the_proxy_takes_no_more_than_a_mebibyte(reply: Reply) -> None:
    if is_roomy(reply):
        reply.status, reply.body = 413, b"<html><h1>413 Request Entity Too Large</h1></html>"
        reply.set_header("content-type", "text/html")


@fault("http.large-body.accepted:cut-off", on=CHAT)
def what_is_too_large_is_cut_off(reply: Reply) -> None:
    """The server hangs up before it has said that the body is too large."""
    if reply.status == TOO_LARGE and not is_huge(reply):
        hang_up(reply)


@fault("http.large-body.beyond", on=CHAT)
def what_is_far_too_large_is_cut_off(reply: Reply) -> None:
    if is_huge(reply):
        hang_up(reply)


@fault("http.large-body.beyond:failure", on=CHAT)
def memory_runs_out(reply: Reply) -> None:
    if is_huge(reply):
        reply.status = 500


@fault("http.large-body.beyond-explained", on=CHAT)
def what_is_far_too_large_is_told_in_markup(reply: Reply) -> None:
    if is_huge(reply):
        reply.status, reply.body = TOO_LARGE, b"<html><h1>413 Request Entity Too Large</h1></html>"
        reply.set_header("content-type", "text/html")


def is_huge(reply: Reply) -> bool:
    """By what it says of itself: the body is not read."""
    told = reply.request.headers.get("content-length", "")
    return told.isdecimal() and int(told) > HUGE


def hang_up(reply: Reply) -> None:
    reply.wire.linger, reply.wire.cut_after = False, 0


@benign("http.large-body-limited", on=CHAT)
def two_mebibytes_are_too_large(reply: Reply) -> None:
    if is_roomy(reply):
        refuse(reply, 413)
