"""Reasoning told badly: under names that disagree, in the wrong member, uncounted, or instead of what was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import wraps
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import Change, break_down, in_answers, messages, plain
from oaic_server.faults.chat.stream.replies import deltas, in_streamed_texts, teller
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import every_choice, fragments

NAMES = ("reasoning_content", "reasoning")
Said = dict[str, Any]


def in_thoughts(change: Change) -> Change:
    """In whole answers that tell what was thought."""

    @wraps(change)
    def changed(reply: Reply) -> None:
        if thoughtful(reply):
            change(reply)

    return in_answers(changed)


def in_streamed_thoughts(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if reply.frames and any(NAMES[0] in delta for delta in deltas(reply)):
            change(reply)

    return changed


def thoughtful(reply: Reply) -> list[Said]:
    return [message for message in messages(reply) if NAMES[0] in message]


def thinking(reply: Reply) -> Iterator[Said]:
    """The deltas that tell what was thought."""
    return (delta for delta in deltas(reply) if NAMES[0] in delta)


# --- where it stands ----------------------------------------------------------------------------------


@fault("chat.reasoning.text", on=CHAT)
@in_thoughts
def thoughts_are_a_list_of_steps(reply: Reply) -> None:
    for message in thoughtful(reply):
        message["reasoning"] = [{"type": "text", "text": message["reasoning"]}]


@fault("chat.reasoning.stream-text", on=CHAT)
@in_streamed_thoughts
def streamed_thoughts_are_objects(reply: Reply) -> None:
    for delta in thinking(reply):
        delta["reasoning"] = {"text": delta["reasoning"]}


@fault("chat.reasoning.one-text", on=CHAT)
@in_thoughts
def one_name_has_only_a_summary(reply: Reply) -> None:
    for message in thoughtful(reply):
        message["reasoning"] = message["reasoning"][:2]


@fault("chat.reasoning.stream-one-text", on=CHAT)
@in_streamed_thoughts
def one_name_misses_the_first_piece(reply: Reply) -> None:
    next(thinking(reply))["reasoning"] = ""


@fault("chat.reasoning.same-name", on=CHAT)
@in_streamed_thoughts
def streams_have_the_older_name_alone(reply: Reply) -> None:
    for delta in thinking(reply):
        del delta["reasoning"]


@fault("chat.reasoning.not-in-content", on=CHAT)
@in_thoughts
def thoughts_stand_in_the_content_too(reply: Reply) -> None:
    for message in thoughtful(reply):
        message["content"] = f"<think>{message['reasoning']}</think>{message['content'] or ''}"


@fault("chat.reasoning.not-in-logprobs", on=CHAT)
@in_thoughts
def thoughts_are_measured_too(reply: Reply) -> None:
    for choice in every_choice(reply):
        if choice["logprobs"]:
            first = choice["logprobs"]["content"][0]
            choice["logprobs"]["content"].insert(0, first | {"token": "<think>", "bytes": list(b"<think>")})


@fault(
    "chat.reasoning.stream-not-in-content",
    on=CHAT,
    also={"chat.stream.same-text": "whole answers are not so"},
)
@in_streamed_texts
def a_stream_ends_its_thoughts_in_the_content(reply: Reply) -> None:
    """The tag that opens stands in the template, and only the one that closes is seen."""
    spoken = next((delta for delta in deltas(reply) if delta.get("content")), None)
    if spoken is not None and plain(reply):
        spoken["content"] = "</think>" + spoken["content"]


# --- what it costs, and where it ends -----------------------------------------------------------------


@fault("chat.reasoning.counted", on=CHAT)
@in_thoughts
def nothing_is_counted_as_thought(reply: Reply) -> None:
    reply.body["usage"]["completion_tokens_details"]["reasoning_tokens"] = 0


@fault("chat.reasoning.counted:missing", on=CHAT)
@in_thoughts
def details_say_nothing_of_thought(reply: Reply) -> None:
    del reply.body["usage"]["completion_tokens_details"]["reasoning_tokens"]


@fault("chat.reasoning.stream-counted", on=CHAT)
@in_streamed_thoughts
def nothing_is_counted_as_thought_in_a_stream(reply: Reply) -> None:
    for frame in teller(reply):
        del frame.data["usage"]["completion_tokens_details"]["reasoning_tokens"]


@fault("chat.reasoning.cut-finish", on=CHAT)
@in_thoughts
def a_broken_thought_ends_by_itself(reply: Reply) -> None:
    for choice in every_choice(reply):
        if not choice["message"]["content"]:
            choice["finish_reason"] = "stop"


@fault("chat.reasoning.cut-told", on=CHAT)
@in_thoughts
def a_broken_thought_is_thrown_away(reply: Reply) -> None:
    """Thoughts are told where their end was found, and no sooner."""
    for message in thoughtful(reply):
        if not message["content"] and not message.get("tool_calls"):
            message |= dict.fromkeys(NAMES)


def thoughtful_history(request: Request) -> list[Said]:
    """The messages of a history that tell what was thought."""
    told = request.members.get("messages")
    history = [message for message in told if isinstance(message, dict)] if isinstance(told, list) else []
    return [message for message in history if not message.keys().isdisjoint(NAMES)]


# --- calls, and the next turn -------------------------------------------------------------------------


@fault("chat.reasoning.calls", on=CHAT)
@in_thoughts
def a_call_stays_in_the_thoughts(reply: Reply) -> None:
    for message in thoughtful(reply):
        if called := message.pop("tool_calls", None):
            swallow(message, called[0]["function"])


@fault("chat.reasoning.stream-calls", on=CHAT)
@in_streamed_thoughts
def a_streamed_call_stays_in_the_thoughts(reply: Reply) -> None:
    if not fragments(reply):
        return
    swallow(next(thinking(reply)), {"name": fragments(reply)[0]["function"]["name"], "arguments": "{}"})
    for delta in deltas(reply):
        delta.pop("tool_calls", None)


def swallow(thought: Said, function: Said) -> None:
    for name in NAMES:
        thought[name] += f"<tool_call>{json.dumps(function)}</tool_call>"


@fault("chat.reasoning.sent-back", stage="answer", on=CHAT)
def thoughts_are_refused_in_a_history(request: Request) -> Reply | None:
    if not any("tool_calls" not in message for message in thoughtful_history(request)):
        return None
    return Refusal(400, "messages: reasoning_content is not for the model", param="messages").reply(request)


@fault("chat.reasoning.call-sent-back", on=CHAT)
def the_template_has_no_place_for_thoughts_before_a_call(reply: Reply) -> None:
    if any("tool_calls" in message for message in thoughtful_history(reply.request)):
        break_down(reply)


# --- what is legal ------------------------------------------------------------------------------------


@benign("chat.reasoning-one-name", on=CHAT)
def thoughts_have_the_newer_name_alone(reply: Reply) -> None:
    for said in saying(reply):
        said.pop(NAMES[0], None)


@benign("chat.reasoning-null", on=CHAT)
def there_is_a_member_for_thoughts_where_none_came(reply: Reply) -> None:
    for said in saying(reply):
        said.setdefault(NAMES[0], None)


def saying(reply: Reply) -> list[Said]:
    """Every message and every delta of an answer."""
    choices = [] if reply.is_error else every_choice(reply)
    return [choice["message"] if "message" in choice else choice["delta"] for choice in choices]
