"""Features of a chat that are refused without a word why, granted without effect, or granted by half."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.answers import CHAT, asks_for_text, in_answers
from oaic_server.refusal import SERVER_FAULT, Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request

LIVELY = ("reasoning_effort", "verbosity")


def valid(request: Request, *names: str) -> bool:
    """Whether a request is for text and gives one of these members a value."""
    return asks_for_text(request) and any(request.body.get(name) is not None for name in names)


@fault("chat.features.granted", stage="answer", on=CHAT)
def a_prediction_breaks_the_server(request: Request) -> Reply | None:
    if not valid(request, "prediction"):
        return None
    return Refusal(500, "The server failed.", code="server_error", kind=SERVER_FAULT).reply(request)


@fault("chat.features.granted:nameless", stage="answer", on=CHAT)
def what_a_model_cannot_do_is_a_bad_request(request: Request) -> Reply | None:
    return Refusal(400, "That is not possible here.").reply(request) if valid(request, *LIVELY) else None


@benign("chat.features-refused", stage="answer", on=CHAT)
def features_are_refused_by_name(request: Request) -> Reply | None:
    for name in (*LIVELY, "prediction", "safety_identifier", "prompt_cache_key"):
        if asks_for_text(request) and name in request.body:
            message = f"{name}: this model does without"
            return Refusal(400, message, code="unsupported_parameter", param=name).reply(request)
    return None


@fault("chat.features.counted", on=CHAT)
@in_answers
def thoughts_are_not_counted(reply: Reply) -> None:
    usage = reply.body["usage"]
    thought = usage["completion_tokens_details"]["reasoning_tokens"]
    usage["completion_tokens"] -= thought
    usage["total_tokens"] -= thought


@fault("chat.logprobs.top-range", stage="answer", on=CHAT)
def five_alternatives_are_the_most(request: Request) -> Reply | None:
    if not valid(request, "top_logprobs") or request.body["top_logprobs"] <= 5:
        return None
    return Refusal(400, "top_logprobs: expected at most 5", param="top_logprobs").reply(request)


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
