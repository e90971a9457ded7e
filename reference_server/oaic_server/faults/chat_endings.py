"""Answers that pass their limit or their stop sequence, or do not say why they ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server.faults import fault
from oaic_server.faults.answers import CHAT, choices, in_answers, messages
from oaic_server.refusal import Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request

# --- limits ------------------------------------------------------------------------------------------


@fault("chat.options.max-completion-tokens", stage="answer", on=CHAT)
def the_newer_limit_is_not_known(request: Request) -> None:
    refuse(request, lambda name, value: name == "max_completion_tokens" and value is not None)


@fault("chat.options.limit", stage="request", on=CHAT)
def max_tokens_is_ignored(request: Request) -> Request:
    return without(request, "max_tokens")


@fault("chat.options.limit:max-completion-tokens", stage="request", on=CHAT)
def max_completion_tokens_is_ignored(request: Request) -> Request:
    return without(request, "max_completion_tokens")


@fault("chat.options.limit-finish", on=CHAT)
@in_answers
def what_was_cut_off_seems_whole(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "stop"


# --- stop --------------------------------------------------------------------------------------------


@fault("chat.options.stop-accepted", stage="answer", on=CHAT)
def a_stop_is_an_array_only(request: Request) -> None:
    refuse(request, lambda name, value: name == "stop" and isinstance(value, str))


@fault("chat.options.stop", stage="request", on=CHAT)
def stop_is_ignored(request: Request) -> Request:
    return without(request, "stop")


@fault("chat.options.stop:only-the-first", stage="request", on=CHAT)
def only_the_first_stop_counts(request: Request) -> Request:
    stop = request.body.get("stop")
    return changed(request, stop=stop[:1]) if isinstance(stop, list) else request


@fault("chat.options.stop:shown", on=CHAT)
@in_answers
def the_stop_is_part_of_the_text(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] += stops(reply)[-1]


@fault("chat.options.stop-finish", on=CHAT)
@in_answers
def what_was_stopped_seems_cut_off(reply: Reply) -> None:
    if stops(reply) != [""]:
        choices(reply)[0]["finish_reason"] = "length"


@fault("chat.options.stop-place", on=CHAT)
@in_answers
def the_word_before_the_stop_goes_with_it(reply: Reply) -> None:
    if stops(reply) != [""]:
        message = messages(reply)[0]
        message["content"] = message["content"].rstrip().rpartition(" ")[0]


@fault("chat.options.stop-place:fragment", on=CHAT)
@in_answers
def the_stop_shows_its_beginning(reply: Reply) -> None:
    messages(reply)[0]["content"] += stops(reply)[-1][:1]


def refuse(request: Request, unwanted: Any) -> None:
    for name, value in request.body.items():
        if unwanted(name, value):
            raise Refusal(422, f"{name}: extra inputs are not permitted", code="extra_forbidden", param=name)


def without(request: Request, name: str) -> Request:
    """A plain request without a member; what streams has faults of its own."""
    if request.stream or not isinstance(request.body, dict):
        return request
    return replace(request, body={key: value for key, value in request.body.items() if key != name})


def changed(request: Request, **members: Any) -> Request:
    return request if request.stream else replace(request, body=request.body | members)


def stops(reply: Reply) -> list[str]:
    """The stop sequences that were asked for; one empty text when there are none."""
    stop = reply.request.body.get("stop") or [""]
    return [stop] if isinstance(stop, str) else stop
