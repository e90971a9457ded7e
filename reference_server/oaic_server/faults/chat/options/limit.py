"""Answers that pass their limit, or do not say that it cut them."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.options.replies import without
from oaic_server.faults.chat.replies import choices, in_texts
from oaic_server.faults.operations import CHAT


@fault("chat.options.limit", stage="request", on=CHAT)
def max_tokens_is_ignored(request: Request) -> Request:
    return without(request, "max_tokens", is_limit)


@fault("chat.options.limit:max-completion-tokens", stage="request", on=CHAT)
def max_completion_tokens_is_ignored(request: Request) -> Request:
    return without(request, "max_completion_tokens", is_limit)


@fault(
    "chat.options.limit-finish",
    on=CHAT,
    also={"chat.reasoning.cut-finish": "thoughts that were cut off seem whole too"},
)
@in_texts
def what_was_cut_off_seems_whole(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "stop"


def is_limit(value: Any) -> bool:
    return type(value) is int and value > 0
