"""Connections that end without a word."""

from __future__ import annotations

from oaic_server.faults import benign, fault
from oaic_server.reply import Reply

BEYOND = 2**40  # no answer is as long: the connection drops when all has been said
MEANWHILE = 0.4  # seconds, long enough for the next request to be under way


def asks_to_keep(reply: Reply) -> bool:
    return reply.request.headers.get("connection") == "Keep-Alive"


def drop(reply: Reply) -> None:
    reply.wire.cut_after, reply.wire.hold_open = BEYOND, MEANWHILE


@fault("http.reuse")
def an_error_ends_the_connection(reply: Reply) -> None:
    if asks_to_keep(reply) and reply.is_error:
        drop(reply)


@fault("http.reuse:always")
def every_answer_ends_the_connection(reply: Reply) -> None:
    if asks_to_keep(reply) and reply.frames is None:
        drop(reply)


@benign("http.closing")
def every_connection_is_closed_and_says_so(reply: Reply) -> None:
    reply.set_header("connection", "close")
