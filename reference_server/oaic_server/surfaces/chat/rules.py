"""What a request for a chat completion must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.cost import Work
from oaic_server.answering.limits import TOKENS_A_MESSAGE, refuse_what_cannot_fit
from oaic_server.answering.rules import (
    Rule,
    nothing_is_moderated,
    stream_options_need_a_stream,
    the_biased_are_few,
    the_biased_are_words,
    the_model_exists,
)
from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.tokenizer import LONGEST_TOKEN
from oaic_server.state.service import Service
from oaic_server.surfaces.chat import media_rules, tool_rules
from oaic_server.surfaces.chat.format import the_format_is_sound
from oaic_server.surfaces.chat.prompt import texts, weigh

Body = dict[str, Any]


def the_messages_can_fit(body: Body, service: Service) -> None:
    """Asked first, of how many they are before what they say: whatever comes after it may read them more than once."""
    surrounding = TOKENS_A_MESSAGE * LONGEST_TOKEN * len(body["messages"])
    refuse_what_cannot_fit(surrounding, service.settings, "messages")
    work = Work(service.settings.work_limit, "messages")
    weigh(body["messages"], work)
    told = sum(len(text) for message in body["messages"] for text in texts(message))
    refuse_what_cannot_fit(told + surrounding, service.settings, "messages")


def top_logprobs_need_logprobs(body: Body, service: Service) -> None:
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        raise Refusal(400, "top_logprobs: expected only together with logprobs: true", param="top_logprobs")


def limits_leave_room_for_a_token(body: Body, service: Service) -> None:
    for param in ("max_tokens", "max_completion_tokens"):
        if (limit := body.get(param)) is not None and limit < 1:
            message = f"{param}: expected a value of at least 1, found {limit}"
            raise Refusal(400, message, code="integer_below_min_value", param=param)


def limits_are_within_reach(body: Body, service: Service) -> None:
    most = service.settings.output_limit
    for param in ("max_tokens", "max_completion_tokens"):
        if (limit := body.get(param)) is not None and limit > most:
            raise Refusal(400, f"{param}: expected at most {most}, found {limit}", code=INVALID_VALUE, param=param)


RULES: dict[str, tuple[Rule, ...]] = {
    "createChatCompletion": (
        the_messages_can_fit,
        stream_options_need_a_stream,
        top_logprobs_need_logprobs,
        limits_leave_room_for_a_token,
        limits_are_within_reach,
        the_biased_are_few,
        the_biased_are_words,
        *tool_rules.RULES,
        the_format_is_sound,
        *media_rules.RULES,
        the_model_exists,
        nothing_is_moderated,
    ),
}
