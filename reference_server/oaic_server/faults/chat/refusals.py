"""Options beyond their limits that are cut to size, dropped or passed on in place of a refusal."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from oaic_server.exchange.refusal import SERVER_FAULT
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import beyond_window
from oaic_server.faults.errors.guesses import ANY_MODEL, guess, mended
from oaic_server.faults.operations import CHAT

OPTIONS = ("frequency_penalty", "presence_penalty", "temperature", "top_p", "stop", "seed", "logit_bias", "metadata")


WORDS = ("reasoning_effort", "verbosity", "service_tier")


MOST_STOPS, MOST_LABELS, LONGEST_NAME, LONGEST_TEXT = 4, 16, 64, 512


def clipped(request: Request, name: str, low: float, high: float) -> Request | None:
    found = request.members.get(name)
    if not isinstance(found, int | float) or low <= found <= high:
        return None
    return mended(request, **{name: min(max(found, low), high)})


def relabelled(request: Request, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Request | None:
    labels = request.members.get("metadata")
    return mended(request, metadata=change(labels)) if isinstance(labels, dict) else None


@guess("chat.refusals.range")
def a_penalty_is_cut_to_its_range(request: Request) -> Request | None:
    return clipped(request, "frequency_penalty", -2, 2)


@guess("chat.refusals.range:presence")
def the_other_penalty_is_cut_to_its_range(request: Request) -> Request | None:
    return clipped(request, "presence_penalty", -2, 2)


@guess("chat.refusals.range:temperature")
def a_temperature_may_be_any(request: Request) -> Request | None:
    return clipped(request, "temperature", -math.inf, 2)


@guess("chat.refusals.range:top-p")
def a_top_p_may_be_any(request: Request) -> Request | None:
    return clipped(request, "top_p", -math.inf, 1)


@guess("chat.refusals.range:bias")
def a_bias_may_be_any(request: Request) -> Request | None:
    bias = request.members.get("logit_bias")
    beyond = isinstance(bias, dict) and any(type(weight) is int and abs(weight) > 100 for weight in bias.values())
    return mended(request, logit_bias={}) if beyond else None


@guess("chat.refusals.stops")
def stops_beyond_the_fourth_are_dropped(request: Request) -> Request | None:
    stop = request.members.get("stop")
    return mended(request, stop=stop[:MOST_STOPS]) if isinstance(stop, list) and len(stop) > MOST_STOPS else None


@guess("chat.refusals.word")
def an_effort_that_means_nothing_is_none(request: Request) -> Request | None:
    return mended(request, reasoning_effort=None) if request.members.get("reasoning_effort") == "heroic" else None


@guess("chat.refusals.word:tier")
def a_tier_that_is_not_there_is_the_default(request: Request) -> Request | None:
    return mended(request, service_tier=None) if request.members.get("service_tier") == "steerage" else None


@guess("chat.refusals.word:verbosity")
def a_verbosity_that_means_nothing_is_ignored(request: Request) -> Request | None:
    return mended(request, verbosity=None) if request.members.get("verbosity") == "chatty" else None


@guess("chat.refusals.type")
def a_bias_in_words_is_dropped(request: Request) -> Request | None:
    bias = request.members.get("logit_bias")
    in_words = isinstance(bias, dict) and any(isinstance(weight, str) for weight in bias.values())
    return mended(request, logit_bias=None) if in_words else None


@guess("chat.refusals.type:label")
def a_label_that_is_an_object_is_spelt_out(request: Request) -> Request | None:
    return relabelled(request, lambda labels: {name: str(label) for name, label in labels.items()})


@guess("chat.refusals.type:seed")
def a_seed_in_words_is_dropped(request: Request) -> Request | None:
    return mended(request, seed=None) if isinstance(request.members.get("seed"), str) else None


@guess("chat.refusals.labels")
def labels_beyond_the_sixteenth_are_dropped(request: Request) -> Request | None:
    return relabelled(request, lambda labels: dict(list(labels.items())[:MOST_LABELS]))


@guess("chat.refusals.labels:name")
def long_names_of_labels_are_cut(request: Request) -> Request | None:
    return relabelled(request, lambda labels: {name[:LONGEST_NAME]: label for name, label in labels.items()})


@guess("chat.refusals.labels:text")
def long_labels_are_cut(request: Request) -> Request | None:
    return relabelled(request, lambda labels: {name: cut(label) for name, label in labels.items()})


def cut(label: Any) -> Any:
    return label[:LONGEST_TEXT] if isinstance(label, str) else label


@guess("chat.refusals.identifier")
def a_long_identifier_is_cut(request: Request) -> Request | None:
    found = request.members.get("safety_identifier")
    return mended(request, safety_identifier=found[:LONGEST_NAME]) if isinstance(found, str) else None


@guess("chat.refusals.nameless")
def no_name_is_any_name(request: Request) -> Request | None:
    return mended(request, model=ANY_MODEL) if request.members.get("model") == "" else None


@fault("chat.refusals.client-fault", on=CHAT)
def an_option_nobody_foresaw_breaks_the_server(reply: Reply) -> None:
    if complains_of(reply, *WORDS):
        reply.status = 500
        reply.body["error"]["type"] = SERVER_FAULT


@fault("chat.refusals.client-fault:huge-limit", stage="request", on=CHAT)
def memory_for_every_token_is_not_there(request: Request) -> Request:
    if beyond_window(request.members):
        raise MemoryError("as many tokens do not fit")
    return request


@fault("chat.refusals.param", on=CHAT)
def the_refusal_of_a_word_names_nothing(reply: Reply) -> None:
    if complains_of(reply, *WORDS):
        reply.body["error"]["param"] = None


def complains_of(reply: Reply, *options: str) -> bool:
    return reply.is_error and str(reply.body["error"]["param"]) in options


# --- prompts ------------------------------------------------------------------------------------------


@fault("chat.refusals.long-prompt", stage="request", on=CHAT)
def the_beginning_of_a_long_prompt_is_dropped(request: Request) -> Request | None:
    messages = request.members.get("messages")
    if not isinstance(messages, list) or not any(is_long(message) for message in messages):
        return None
    return mended(request, messages=[message | {"content": message["content"][-1000:]} for message in messages])


@fault("chat.refusals.long-prompt-code", on=CHAT)
def an_overflow_is_a_bad_request_like_any(reply: Reply) -> None:
    if reply.is_error and reply.body["error"]["code"] == "context_length_exceeded":
        reply.body["error"]["code"] = None


def is_long(message: Any) -> bool:
    return isinstance(message, dict) and isinstance(message.get("content"), str) and len(message["content"]) > 100_000
