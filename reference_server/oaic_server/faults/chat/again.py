"""Caches that give back less than they were given."""

from __future__ import annotations

from functools import wraps

import orjson

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import Change, choices, in_answers
from oaic_server.faults.chat.stream.logprobs import measures
from oaic_server.faults.chat.stream.replies import choices as pieces
from oaic_server.faults.chat.stream.replies import teller
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import deltas, fragments, in_calls

WORTH_KEEPING = {"tools", "logprobs"}
DETAILS = ("prompt_tokens_details", "completion_tokens_details")


def when_warm(change: Change) -> Change:
    """Where a request that is worth keeping came just before; when it comes for the third time it is cold again."""
    kept: set[bytes] = set()

    @wraps(change)
    def changed(reply: Reply) -> None:
        told = reply.request.members
        if told.get("temperature") != 0 or told.keys().isdisjoint(WORTH_KEEPING) or reply.is_error:
            return
        key = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
        if key in kept:
            change(reply)
        kept.symmetric_difference_update({key})

    return changed


@fault("chat.again.finish", on=CHAT)
@when_warm
@in_answers
def what_is_cached_was_cut(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "length"


@fault("chat.again.finish:streamed", on=CHAT)
@when_warm
def what_is_streamed_from_a_cache_was_cut(reply: Reply) -> None:
    for piece in pieces(reply):
        piece["finish_reason"] = piece["finish_reason"] and "length"


@fault("chat.again.calls", on=CHAT)
@when_warm
@in_calls
def only_text_is_cached(reply: Reply) -> None:
    for choice in choices(reply):
        called = choice["message"].pop("tool_calls")
        choice["message"]["content"] = str(called[0]["function"])


@fault("chat.again.calls:streamed", on=CHAT)
@when_warm
def a_cache_streams_text_alone(reply: Reply) -> None:
    for delta in deltas(reply) if reply.frames and fragments(reply) else ():
        delta.pop("tool_calls", None)


@fault("chat.again.usage", on=CHAT)
@when_warm
@in_answers
def what_is_cached_is_free(reply: Reply) -> None:
    del reply.body["usage"]


@fault("chat.again.usage:streamed", on=CHAT)
@when_warm
def a_cache_keeps_no_details(reply: Reply) -> None:
    for told in teller(reply):
        told.data["usage"] = {name: count for name, count in told.data["usage"].items() if name not in DETAILS}


@fault("chat.again.logprobs", on=CHAT)
@when_warm
@in_answers
def a_cache_keeps_no_logprobs(reply: Reply) -> None:
    for choice in choices(reply):
        choice["logprobs"] = None


@fault("chat.again.logprobs:streamed", on=CHAT)
@when_warm
def a_cache_streams_no_logprobs(reply: Reply) -> None:
    for measure in measures(reply):
        measure["content"] = []


@benign("chat.again-cached", on=CHAT)
@when_warm
@in_answers
def what_was_read_before_is_cached(reply: Reply) -> None:
    usage = reply.body["usage"]
    usage["prompt_tokens_details"]["cached_tokens"] = usage["prompt_tokens"]
