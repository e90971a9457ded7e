"""Refusals that the official Python SDK makes the wrong exceptions of."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT


def restated(reply: Reply, status: int, other: int) -> None:
    if reply.status == status:
        reply.status = other


@fault("sdk.errors.authentication", on=CHAT, also={"auth.status": "it is what the class follows from"})
def a_wrong_key_is_forbidden_to_chat(reply: Reply) -> None:
    restated(reply, 401, 403)


@fault("sdk.errors.not-found", on=CHAT, also={"errors.unknown-model.status": "it is what the class follows from"})
def an_unknown_model_is_unprocessable(reply: Reply) -> None:
    restated(reply, 404, 422)


@fault("sdk.errors.bad-request", on=CHAT, also={"errors.status": "it is what the class follows from"})
def a_wrong_body_is_in_conflict_with_its_schema(reply: Reply) -> None:
    restated(reply, 400, 422)


@fault("sdk.errors.members", on=CHAT, also={"errors.envelope.code": "it is what is no text"})
def the_code_of_an_error_is_a_number(reply: Reply) -> None:
    if reply.status in (400, 404):
        reply.body["error"]["code"] = reply.status


@fault("sdk.errors.request-id", on=CHAT, also={"headers.request-id.on-errors": "it is what is not sent"})
def refused_chats_have_no_id(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("x-request-id", None)


@fault(
    "sdk.errors.not-retried",
    on=CHAT,
    also={"headers.retry.not-for-wrong-requests": "it is what the SDK obeys"},
)
def refused_chats_are_to_be_sent_again(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("x-should-retry", "true")
