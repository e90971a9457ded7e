"""Answers that pass their limit or their stop sequence, or do not say why they ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.exchange.refusal import SERVER_FAULT, Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import asks_for_text, choices, in_texts, messages, valid
from oaic_server.faults.operations import CHAT

MOST_STOPS = 4


# --- limits -------------------------------------------------------------------------------------------


@fault("chat.options.max-completion-tokens", stage="answer", on=CHAT)
def the_newer_limit_is_not_known(request: Request) -> None:
    refuse(request, lambda name, value: name == "max_completion_tokens" and value is not None)


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


# --- stop ---------------------------------------------------------------------------------------------


@fault("chat.options.stop-accepted", stage="answer", on=CHAT)
def a_stop_is_an_array_only(request: Request) -> None:
    refuse(request, lambda name, value: name == "stop" and isinstance(value, str))


@fault("chat.options.stop-accepted:text-only", stage="answer", on=CHAT)
def a_stop_is_a_text_only(request: Request) -> None:
    refuse(request, lambda name, value: name == "stop" and isinstance(value, list))


@fault("chat.options.stop", stage="request", on=CHAT)
def stop_is_ignored(request: Request) -> Request:
    return without(request, "stop", is_stop)


@fault("chat.options.stop:only-the-first", stage="request", on=CHAT)
def only_the_first_stop_counts(request: Request) -> Request:
    if not asks_for_text(request) or not is_list_of_stops(stop := request.body.get("stop")):
        return request
    return replace(request, body=request.body | {"stop": stop[:1]})


@fault("chat.options.stop:shown", on=CHAT)
@in_texts
def the_stop_is_part_of_the_text(reply: Reply) -> None:
    for stop in stops(reply)[-1:]:
        messages(reply)[0]["content"] += stop


@fault("chat.options.stop-finish", on=CHAT)
@in_texts
def what_was_stopped_seems_cut_off(reply: Reply) -> None:
    if stops(reply):
        choices(reply)[0]["finish_reason"] = "length"


@fault("chat.options.stop-place", on=CHAT)
@in_texts
def the_word_before_the_stop_goes_with_it(reply: Reply) -> None:
    if stops(reply):
        message = messages(reply)[0]
        message["content"] = message["content"].rstrip().rpartition(" ")[0]


@fault("chat.options.stop-place:fragment", on=CHAT)
@in_texts
def the_stop_shows_its_beginning(reply: Reply) -> None:
    for stop in stops(reply)[-1:]:
        messages(reply)[0]["content"] += stop[:1] if len(stop) > 1 else ""


def refuse(request: Request, unwanted: Any) -> None:
    for name, value in request.body.items():
        if unwanted(name, value):
            raise Refusal(422, f"{name}: extra inputs are not permitted", code="extra_forbidden", param=name)


def without(request: Request, name: str, valid: Callable[[Any], bool]) -> Request:
    """A plain request without a member that it may have; what it may not have is refused as ever."""
    if not asks_for_text(request) or not valid(request.body.get(name)):
        return request
    return replace(request, body={key: value for key, value in request.body.items() if key != name})


def is_limit(value: Any) -> bool:
    return type(value) is int and value > 0


def is_stop(value: Any) -> bool:
    return isinstance(value, str) or is_list_of_stops(value)


def is_list_of_stops(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST_STOPS and all(isinstance(each, str) for each in value)


def stops(reply: Reply) -> list[str]:
    """The stop sequences that were asked for."""
    stop = reply.request.body.get("stop") or []
    return [stop] if isinstance(stop, str) else stop


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


@fault("chat.options.null", stage="answer", on=CHAT)
def null_stream_options_are_refused(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: name == "stream_options" and value is None)


@fault("chat.options.null:any", stage="answer", on=CHAT)
def null_is_refused(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: value is None)


@fault("chat.options.null:feature", stage="answer", on=CHAT)
def a_null_effort_breaks_the_server(request: Request) -> Reply | None:
    if request.stream or request.body.get("reasoning_effort", "") is not None:
        return None
    return Refusal(500, "The server failed.", code="server_error", kind=SERVER_FAULT).reply(request)


@fault("chat.options.null-is-absent", on=CHAT)
@in_texts
def n_null_means_two(reply: Reply) -> None:
    """`n: null` is read as two."""
    if "n" in reply.request.body and reply.request.body["n"] is None:
        reply.body["choices"] = [*choices(reply), {**choices(reply)[0], "index": 1}]


def refuse_unstreamed(request: Request, unwanted: Any) -> None:
    if request.stream:
        return
    for name, value in request.body.items():
        if unwanted(name, value):
            raise Refusal(422, f"{name}: extra inputs are not permitted", code="extra_forbidden", param=name)
