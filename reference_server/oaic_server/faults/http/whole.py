"""Faults of HTTP as such, and legal oddities."""

from __future__ import annotations

import time
from dataclasses import dataclass

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.http.replies import refuse
from oaic_server.faults.operations import CHAT

PLAIN = {"model", "messages", "max_tokens"}


@fault("http.charset.accepted", on=CHAT)
def a_charset_is_another_media_type(reply: Reply) -> None:
    if ";" in reply.request.headers.get("content-type", ""):
        reply.status, reply.body = 415, {"error": dict.fromkeys(("message", "type", "param", "code"), "")}


@dataclass
class Memory:
    """What a server remembers of one request, and should not hold against the next."""

    cut: bool = False
    busy_until: float = 0.0


MEMORY = Memory()


BUSY_SECONDS = 0.25


@fault("http.alive-afterwards", on=CHAT)
def the_request_after_one_cut_short_fails(reply: Reply) -> None:
    stumbled, MEMORY.cut = MEMORY.cut, cut_short(reply.request.raw)
    if stumbled and not reply.is_error:
        reply.status = 500


def cut_short(raw: bytes) -> bool:
    return raw.startswith(b"{") and not raw.endswith(b"}")


@fault("http.concurrency", on=CHAT)
def one_request_at_a_time(reply: Reply) -> None:
    """A plain request is refused while the one before it is answered, which takes its time."""
    if reply.is_error or reply.request.body.keys() > PLAIN:
        return
    now = time.monotonic()
    if now < MEMORY.busy_until:
        reply.status = 503
    else:
        reply.wire.wait, MEMORY.busy_until = BUSY_SECONDS, now + 0.9 * BUSY_SECONDS


@benign("http.header-order")
def headers_come_in_another_order(reply: Reply) -> None:
    reply.headers.reverse()


@benign("http.header-case")
def header_names_are_capitalized(reply: Reply) -> None:
    reply.headers = [(name.title(), value) for name, value in reply.headers]


@benign("http.pieces")
def bodies_come_in_small_pieces(reply: Reply) -> None:
    reply.wire.sizes = (1, 7, 64)


@fault("http.unicode.accepted", on=CHAT)
def characters_beyond_16_bits_do_not_exist(reply: Reply) -> None:
    if not reply.is_error and any(byte >= 0xF0 for byte in reply.request.raw):
        refuse(reply, 400)


@fault("http.unicode.accepted:ascii", on=CHAT)
def nothing_is_read_but_ascii(reply: Reply) -> None:
    if not reply.is_error and not reply.request.raw.isascii():
        refuse(reply, 500)


@fault("http.media-type.any-case", on=CHAT)
def the_media_type_is_read_letter_by_letter(reply: Reply) -> None:
    if reply.request.headers.get("content-type") == "Application/JSON":
        refuse(reply, 415)


@fault("http.chunked.read", on=CHAT)
def what_has_no_length_is_empty(reply: Reply) -> None:
    if "transfer-encoding" in reply.request.headers:
        refuse(reply, 400)


@fault("http.expect.answered", on=CHAT)
def what_is_expected_is_not_understood(reply: Reply) -> None:
    if "expect" in reply.request.headers:
        refuse(reply, 400)


@benign("http.odd-bodies-unprocessable", on=CHAT)
def what_is_hardly_json_is_unprocessable(reply: Reply) -> None:
    if reply.request.malformed and not reply.request.raw.isascii():
        reply.status = 422


@benign("http.length-required", on=CHAT)
def a_body_has_to_say_its_length(reply: Reply) -> None:
    if "transfer-encoding" in reply.request.headers:
        refuse(reply, 411)


@benign("http.no-expectations", on=CHAT)
def no_expectation_is_met(reply: Reply) -> None:
    if "expect" in reply.request.headers:
        refuse(reply, 417)


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


@fault("http.reuse:before-the-next")
def a_refusal_ends_the_connection_at_once(reply: Reply) -> None:
    if asks_to_keep(reply) and reply.is_error:
        reply.wire.cut_after = BEYOND


@fault("http.reuse:always")
def every_answer_ends_the_connection(reply: Reply) -> None:
    if asks_to_keep(reply) and reply.frames is None:
        drop(reply)


@fault("http.after-end.nothing", also={"http.reuse": "whoever sees the bytes drops the connection"})
def an_answer_is_followed_by_another(reply: Reply) -> None:
    if asks_to_keep(reply):
        reply.wire.after = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


@benign("http.closing")
def every_connection_is_closed_and_says_so(reply: Reply) -> None:
    reply.set_header("connection", "close")
