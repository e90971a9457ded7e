"""Aliases that serve something else, nothing, or anybody."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.models.list import entries
from oaic_server.faults.operations import CHAT, LISTING


@fault("unversioned.models", on=LISTING)
def a_model_is_missing_without_the_version(reply: Reply) -> None:
    if not reply.request.versioned:
        del entries(reply)[1:]


@fault("unversioned.chat", stage="answer", on=CHAT)
def nobody_chats_without_the_version(request: Request) -> None:
    if not request.versioned:
        raise Refusal(404, "There is no such path.")


@fault("unversioned.key", stage="request", on=CHAT)
def without_the_version_any_key_will_do(request: Request) -> Request:
    return request if request.versioned else request.excuse("key")
