"""Answers that pass their stop sequence, lose what stands before it, or do not say why they ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.options.replies import refuse, without
from oaic_server.faults.chat.replies import asks_for_text, choices, in_texts, messages
from oaic_server.faults.operations import CHAT

MOST_STOPS = 4


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


def is_stop(value: Any) -> bool:
    return isinstance(value, str) or is_list_of_stops(value)


def is_list_of_stops(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST_STOPS and all(isinstance(each, str) for each in value)


def stops(reply: Reply) -> list[str]:
    """The stop sequences that were asked for."""
    stop = reply.request.body.get("stop") or []
    return [stop] if isinstance(stop, str) else stop
