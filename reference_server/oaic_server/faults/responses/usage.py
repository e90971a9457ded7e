"""Counts of tokens that are missing, misnamed or wrong."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, recount

CHAT_NAMES = {"input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"}


@fault("responses.usage.present", on=RESPONSE)
@in_responses
def a_response_does_not_say_what_it_cost(reply: Reply) -> None:
    reply.body["usage"] = None


@fault("responses.usage.counts", on=RESPONSE)
@in_responses
def usage_is_named_as_in_a_chat(reply: Reply) -> None:
    usage = reply.body["usage"] or {}
    reply.body["usage"] = {CHAT_NAMES.get(name, name): count for name, count in usage.items()} or None


@fault("responses.usage.details", on=RESPONSE)
@in_responses
def usage_has_no_details(reply: Reply) -> None:
    for member in ("input_tokens_details", "output_tokens_details"):
        (reply.body["usage"] or {}).pop(member, None)


@fault("responses.usage.details:empty", on=RESPONSE)
@in_responses
def details_are_empty(reply: Reply) -> None:
    if reply.body["usage"]:
        reply.body["usage"] |= {"input_tokens_details": {}, "output_tokens_details": {}}


@fault("responses.usage.details-within", on=RESPONSE)
@in_responses
def more_was_cached_than_asked(reply: Reply) -> None:
    if usage := reply.body["usage"]:
        usage["input_tokens_details"]["cached_tokens"] = usage["input_tokens"] + 40


@fault("responses.usage.sum", on=RESPONSE)
@in_responses
def the_total_leaves_out_what_was_asked(reply: Reply) -> None:
    if reply.body["usage"]:
        reply.body["usage"]["total_tokens"] = reply.body["usage"]["output_tokens"]


@fault("responses.usage.within-limit", on=RESPONSE)
@in_responses
def more_is_counted_than_is_allowed(reply: Reply) -> None:
    limit, usage = reply.request.body.get("max_output_tokens"), reply.body["usage"]
    if limit and usage:
        usage |= {"output_tokens": limit + 1, "total_tokens": usage["input_tokens"] + limit + 1}


@benign("responses.usage.cache-writes-untold", on=RESPONSE)
@in_responses
def what_is_written_to_the_cache_is_not_told(reply: Reply) -> None:
    if reply.body["usage"]:
        reply.body["usage"]["input_tokens_details"].pop("cache_write_tokens", None)


OWN = 30  # tokens of instructions that a model has where nobody gives it any
INSTRUCTING = ("system", "developer")


@benign("responses.usage.own-instructions", on=RESPONSE)
@in_responses
def a_model_has_instructions_of_its_own(reply: Reply) -> None:
    if reply.body["usage"] and not is_instructed(reply.request.body):
        recount(reply, reply.body["usage"]["input_tokens"] + OWN)


def is_instructed(body: dict[str, Any]) -> bool:
    given = body.get("input")
    turns = given if isinstance(given, list) else []
    return bool(body.get("instructions")) or any(turn.get("role") in INSTRUCTING for turn in turns)
