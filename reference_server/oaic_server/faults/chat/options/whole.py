"""Options that are not known, and tokens that are not forced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.options.replies import refuse, refuse_unstreamed
from oaic_server.faults.chat.replies import valid
from oaic_server.faults.operations import CHAT


@fault("chat.options.max-completion-tokens", stage="answer", on=CHAT)
def the_newer_limit_is_not_known(request: Request) -> None:
    refuse(request, lambda name, value: name == "max_completion_tokens" and value is not None)


@fault("chat.options.bias", stage="request", on=CHAT)
def a_bias_is_ignored(request: Request) -> Request:
    return changed(request, {})


@fault("chat.options.bias:slight", stage="request", on=CHAT)
def a_bias_counts_a_tenth(request: Request) -> Request:
    bias = request.body.get("logit_bias") if valid(request, "logit_bias") else {}
    return changed(request, {key: weight // 10 for key, weight in bias.items()} if within(bias) else {})


def changed(request: Request, bias: dict[str, Any]) -> Request:
    """The request with another bias, where its own is within the limits; what is refused is refused as ever."""
    if not valid(request, "logit_bias") or not within(request.body["logit_bias"]):
        return request
    return replace(request, body=request.body | {"logit_bias": bias})


def within(bias: Any) -> bool:
    weights = bias.values() if isinstance(bias, dict) else [None]
    return all(type(weight) is int and abs(weight) <= 100 for weight in weights)


@fault("chat.options.accepted", stage="answer", on=CHAT)
def labels_are_not_known(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: name in ("metadata", "store") and value is not None)


@fault("chat.options.accepted:penalties", stage="answer", on=CHAT)
def penalties_are_not_known(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: name.endswith("_penalty") and value is not None)
