"""Paths that a server reads in one spelling only."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import MODEL

SLASHED = ("/chat/completions/", "//chat/completions")


ENVELOPE = {"error": dict.fromkeys(("message", "type", "param", "code"), "")}


def redirect(reply: Reply, status: int) -> None:
    reply.status, reply.body = status, b""
    reply.set_header("location", "/v1/chat/completions")


@fault("http.path.slashes")
def a_slash_too_many_is_redirected_as_a_page_is(reply: Reply) -> None:
    if reply.request.path in SLASHED:
        redirect(reply, 301)


@fault("http.path.encoded", on=MODEL)
def a_space_is_not_expected(reply: Reply) -> None:
    if reply.is_error and " " in reply.request.path:
        reply.status = 500


@fault("http.path.encoded:twice", on=MODEL)
def an_id_is_decoded_once_too_often(reply: Reply) -> None:
    if reply.is_error and "%" in reply.request.path:
        reply.status = 500


@fault("http.path.slash-in-an-id", on=MODEL)
def an_id_ends_at_its_slash(reply: Reply) -> None:
    if not reply.is_error and "/" in reply.request.parameters["model"]:
        reply.status, reply.body = 404, ENVELOPE


@benign("http.path.moved")
def a_slash_too_many_is_redirected_with_its_body(reply: Reply) -> None:
    if reply.request.path in SLASHED:
        redirect(reply, 308)
