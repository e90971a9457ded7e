"""Answers that no page can read, and legal oddities."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.cors.replies import ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, CREDENTIALS, asks_leave
from oaic_server.faults.operations import CHAT

EXPOSED = "access-control-expose-headers"


def answered(reply: Reply) -> bool:
    return not reply.is_error and not asks_leave(reply)


@fault("cors.answer.origin")
def only_preflights_allow_an_origin(reply: Reply) -> None:
    if not asks_leave(reply):
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.answer.origin:twice")
def the_proxy_allows_it_once_more(reply: Reply) -> None:
    if not asks_leave(reply):
        reply.headers.append((ALLOW_ORIGIN, "*"))


@fault("cors.chat.origin", on=CHAT)
def a_chat_is_for_no_page(reply: Reply) -> None:
    if answered(reply) and not reply.request.stream:
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.stream.origin", on=CHAT)
def a_stream_is_for_no_page(reply: Reply) -> None:
    if answered(reply) and reply.request.stream:
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.refusal.origin", on=CHAT)
def a_refusal_is_for_no_page(reply: Reply) -> None:
    if reply.status == 400:
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.unauthorized.origin", on=CHAT)
def a_refused_key_is_told_to_no_page(reply: Reply) -> None:
    if reply.status == 401:
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.answer.vary")
def an_answer_names_whoever_asks(reply: Reply) -> None:
    if origin := reply.request.headers.get("origin"):
        reply.set_header(ALLOW_ORIGIN, origin)


@fault("cors.answer.request-id-exposed")
def no_header_is_exposed(reply: Reply) -> None:
    reply.set_header(EXPOSED, None)


@benign("cors.absent")
def pages_are_not_served(reply: Reply) -> None:
    """No header for browsers, and no answer to their question."""
    reply.headers = [(name, value) for name, value in reply.headers if not name.startswith("access-control-")]
    if asks_leave(reply):
        reply.status = 405


@benign("cors.named")
def the_origin_is_named_back(reply: Reply) -> None:
    """As cookies need it: nothing is left to a wildcard."""
    if origin := reply.request.headers.get("origin"):
        reply.set_header(ALLOW_ORIGIN, origin)
        reply.headers += [("vary", "Accept-Encoding, Origin"), (CREDENTIALS, "true")]
    if asked := reply.request.headers.get("access-control-request-headers"):
        reply.set_header(ALLOW_HEADERS, asked.title())


@benign("cors.credentials-and-wildcard")
def cookies_are_let_in_and_every_header_is(reply: Reply) -> None:
    """The wildcard means nothing to requests with cookies, and everything but the key to all others."""
    if origin := reply.request.headers.get("origin"):
        reply.set_header(ALLOW_ORIGIN, origin)
        reply.headers += [("vary", "Origin"), (CREDENTIALS, "true")]
    if asks_leave(reply):
        reply.set_header(ALLOW_HEADERS, "*, Authorization")


@benign("cors.with-a-body")
def a_preflight_has_a_body(reply: Reply) -> None:
    if asks_leave(reply):
        reply.status, reply.body = 200, b"OK"


@benign("cors.no-methods")
def a_preflight_leaves_out_what_needs_no_leave(reply: Reply) -> None:
    """GET and POST are allowed to every page."""
    if asks_leave(reply):
        reply.set_header(ALLOW_METHODS, None)
