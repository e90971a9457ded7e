"""Answers that a browser keeps from the page that asked."""

from __future__ import annotations

from oaic_server.faults import benign, fault
from oaic_server.reply import Reply

CHAT = "createChatCompletion"
ALLOW_ORIGIN, ALLOW_HEADERS = "access-control-allow-origin", "access-control-allow-headers"
ALLOW_METHODS, CREDENTIALS = "access-control-allow-methods", "access-control-allow-credentials"
EXPOSED = "access-control-expose-headers"
OF_THE_SDK = (
    "x-stainless-arch, x-stainless-lang, x-stainless-os, x-stainless-package-version, x-stainless-retry-count,"
    " x-stainless-runtime, x-stainless-runtime-version, x-stainless-timeout"
)


def asks_leave(reply: Reply) -> bool:
    return "access-control-request-method" in reply.request.headers


def answered(reply: Reply) -> bool:
    return not reply.is_error and not asks_leave(reply)


# --- before a request --------------------------------------------------------------------------------


@fault("cors.preflight.status")
def a_preflight_wants_a_key(reply: Reply) -> None:
    if asks_leave(reply):
        reply.status = 401


@fault("cors.preflight.status:redirect")
def a_preflight_is_sent_elsewhere(reply: Reply) -> None:
    if asks_leave(reply):
        reply.status = 307
        reply.set_header("location", "/v1/chat/completions/")


@fault("cors.preflight.origin")
def a_preflight_allows_no_origin(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_ORIGIN, None)


@fault("cors.preflight.origin:several")
def a_preflight_lists_origins(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_ORIGIN, "http://localhost:3000, http://localhost:5173")


@fault("cors.preflight.authorization")
def a_preflight_does_not_allow_the_key(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_HEADERS, f"content-type, {OF_THE_SDK}")


@fault("cors.preflight.authorization-by-name")
def a_preflight_allows_the_key_by_wildcard(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_HEADERS, "*")


@fault("cors.preflight.content-type")
def a_preflight_does_not_allow_json(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_HEADERS, f"authorization, {OF_THE_SDK}")


@fault("cors.preflight.sdk-headers")
def a_preflight_allows_the_key_and_json(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_HEADERS, "Authorization, Content-Type")


@fault("cors.preflight.lists")
def methods_stand_side_by_side(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(ALLOW_METHODS, "GET POST OPTIONS")


@fault("cors.preflight.credentials")
def credentials_are_for_anybody(reply: Reply) -> None:
    if asks_leave(reply):
        reply.set_header(CREDENTIALS, "true")
        reply.set_header(ALLOW_HEADERS, f"authorization, content-type, {OF_THE_SDK}")


# --- answers -----------------------------------------------------------------------------------------


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


# --- legal oddities ----------------------------------------------------------------------------------


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


@benign("cors.with-a-body")
def a_preflight_has_a_body(reply: Reply) -> None:
    if asks_leave(reply):
        reply.status, reply.body = 200, b"OK"


@benign("cors.no-methods")
def a_preflight_leaves_out_what_needs_no_leave(reply: Reply) -> None:
    """GET and POST are allowed to every page."""
    if asks_leave(reply):
        reply.set_header(ALLOW_METHODS, None)
