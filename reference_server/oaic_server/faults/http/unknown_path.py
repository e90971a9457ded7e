"""Faults in the answer to a path that is not there."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault

PAGE = b"<!doctype html><title>404</title>"


@fault("http.unknown-path.status")
def every_path_shows_the_start_page(reply: Reply) -> None:
    if reply.status == 404 and not reply.request.operation:
        reply.status, reply.body = 200, PAGE


@fault("http.unknown-path.status:internal")
def an_unknown_path_is_an_internal_error(reply: Reply) -> None:
    if reply.status == 404 and not reply.request.operation:
        reply.status = 500


@fault("http.unknown-path.json")
def an_unknown_path_is_told_in_words(reply: Reply) -> None:
    if reply.status == 404 and not reply.request.operation:
        reply.set_header("content-type", "text/plain")
        reply.body = b"404 page not found"


@fault("http.unknown-path.envelope")
def an_unknown_path_is_a_detail(reply: Reply) -> None:
    if reply.status == 404 and not reply.request.operation:
        reply.body = {"detail": "Not Found"}
