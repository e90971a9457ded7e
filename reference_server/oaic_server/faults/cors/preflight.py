"""Faults in the answer to a browser that asks first."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.cors.replies import ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN, CREDENTIALS, asks_leave

OF_THE_SDK = (
    "x-stainless-arch, x-stainless-lang, x-stainless-os, x-stainless-package-version, x-stainless-retry-count,"
    " x-stainless-runtime, x-stainless-runtime-version, x-stainless-timeout"
)


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
