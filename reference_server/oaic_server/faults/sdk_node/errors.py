"""Refusals the Node SDK takes for others."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT

TOO_LARGE = 413


@fault("sdk-node.errors.wrong-key", also={"auth.status": "a wrong key is forbidden, not unauthorized"})
def a_wrong_key_is_forbidden(reply: Reply) -> None:
    if reply.status == 401:
        reply.status = 403


@fault("sdk-node.errors.unknown-model", on=CHAT, also={"errors.unknown-model.status": "400 stands for it"})
def an_unknown_model_is_a_mistake(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@fault("sdk-node.errors.invalid-request", on=CHAT, also={"errors.status": "422 stands for it"})
def a_mistake_is_unprocessable(reply: Reply) -> None:
    if reply.status == 400:
        reply.status = 422


@fault(
    "sdk-node.errors.members",
    on=CHAT,
    also={"errors.envelope.object": "there is no envelope", "auth.envelope": "there is none for a wrong key either"},
)
def an_error_is_a_detail(reply: Reply) -> None:
    if reply.is_error and reply.status != TOO_LARGE:  # what a proxy says of those is a matter of its own
        reply.body = {"detail": reply.body["error"]["message"]}
