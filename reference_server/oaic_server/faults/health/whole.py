"""Health that is told wrongly, or kept behind a key."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import HEALTH, PING, READINESS


@fault("health.status", on=HEALTH)
def a_server_that_answers_calls_itself_unhealthy(reply: Reply) -> None:
    if not reply.request.versioned:
        reply.status, reply.body = 503, {"status": "loading"}


@fault("health.body", on=HEALTH)
def health_is_a_word_declared_as_json(reply: Reply) -> None:
    reply.body = b"healthy"


@fault("health.open", stage="answer", on=HEALTH)
def health_is_for_those_with_a_key(request: Request) -> None:
    if "authorization" not in request.headers:
        raise Refusal(401, "No API key; expected the header `Authorization: Bearer KEY`.")


@fault("health.versioned", on=HEALTH)
def health_fails_below_the_version(reply: Reply) -> None:
    if reply.request.versioned:
        reply.status = 503


@fault("health.ping.status", on=PING)
def a_ping_is_answered_elsewhere(reply: Reply) -> None:
    reply.status = 307


@fault("health.ready.status", on=READINESS)
def readiness_is_told_elsewhere(reply: Reply) -> None:
    reply.status = 307


@benign("health.empty", on=HEALTH)
def health_is_told_by_the_status_alone(reply: Reply) -> None:
    reply.body = b""


@benign("health.text")
def health_is_told_in_plain_text(reply: Reply) -> None:
    if reply.request.operation in (HEALTH, PING, READINESS):
        reply.body = b"ok"
        reply.set_header("content-type", "text/plain")


@benign("health.unversioned", stage="answer", on=HEALTH)
def health_is_told_at_the_root_alone(request: Request) -> None:
    if request.versioned:
        raise Refusal(404, "There is no such path.")
