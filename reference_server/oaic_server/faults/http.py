"""Paths, methods, bodies and connections that a client cannot count on."""

from __future__ import annotations

import time
from dataclasses import dataclass

from oaic_server.faults import benign, fault
from oaic_server.reply import Reply

CHAT = "createChatCompletion"
LARGE = 2**19
PLAIN = {"model", "messages", "max_tokens"}
PAGE = b"<!doctype html><title>404</title>"


# --- paths and methods -------------------------------------------------------------------------------


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


@fault("http.wrong-method.status")
def a_wrong_method_is_not_implemented(reply: Reply) -> None:
    if reply.status == 405:
        reply.status = 501


@fault("http.wrong-method.json")
def a_wrong_method_is_told_in_words(reply: Reply) -> None:
    if reply.status == 405:
        reply.body = b"Method Not Allowed"


@fault("http.wrong-method.envelope")
def a_wrong_method_is_a_detail(reply: Reply) -> None:
    if reply.status == 405:
        reply.body = {"detail": "Method Not Allowed"}


@fault("http.wrong-method.allow")
def a_405_does_not_say_what_is_allowed(reply: Reply) -> None:
    if reply.status == 405:
        reply.set_header("allow", None)


# --- requests ----------------------------------------------------------------------------------------


@fault("http.charset.accepted", on=CHAT)
def a_charset_is_another_media_type(reply: Reply) -> None:
    if ";" in reply.request.headers.get("content-type", ""):
        reply.status, reply.body = 415, {"error": dict.fromkeys(("message", "type", "param", "code"), "")}


@fault("http.large-body.answered", on=CHAT)
def a_large_body_is_never_answered(reply: Reply) -> None:
    if reply.is_error and len(reply.request.raw) > LARGE:
        reply.wire.wait = 60


@fault("http.large-body.refused", on=CHAT)
def a_large_body_is_an_internal_error(reply: Reply) -> None:
    if reply.is_error and len(reply.request.raw) > LARGE:
        reply.status = 500


# --- connections -------------------------------------------------------------------------------------


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


@fault("models.retrieve.status:cut-short", on="retrieveModel")
def a_model_is_shorter_than_announced(reply: Reply) -> None:
    if not reply.is_error:
        reply.wire.cut_after = len(reply.content()) - 2


@fault("models.retrieve.status:redirect", on="retrieveModel")
def a_model_is_somewhere_else(reply: Reply) -> None:
    if not reply.is_error:
        reply.status = 307
        reply.set_header("location", "/v2/models")


# --- legal oddities ----------------------------------------------------------------------------------


@benign("http.wrong-method-not-found")
def a_wrong_method_is_not_found(reply: Reply) -> None:
    if reply.status == 405:
        reply.status = 404
        reply.set_header("allow", None)


@benign("http.large-body-too-large")
def a_large_body_is_too_large(reply: Reply) -> None:
    if len(reply.request.raw) > LARGE and reply.is_error:
        reply.status = 413


@benign("http.header-order")
def headers_come_in_another_order(reply: Reply) -> None:
    reply.headers.reverse()


@benign("http.header-case")
def header_names_are_capitalized(reply: Reply) -> None:
    reply.headers = [(name.title(), value) for name, value in reply.headers]


@benign("http.pieces")
def bodies_come_in_small_pieces(reply: Reply) -> None:
    reply.wire.sizes = (1, 7, 64)
