"""Legal oddities of chats."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.chat.replies import beyond_window, choices, in_texts, messages
from oaic_server.faults.errors.guesses import mended
from oaic_server.faults.operations import CHAT


@benign("chat.more-members", on=CHAT)
@in_texts
def members_nobody_knows_yet(reply: Reply) -> None:
    for value in (reply.body, reply.body["usage"], *choices(reply)):
        value["x_vendor"] = {"queue_ms": 3, "region": None}


@benign("chat.fewer-members", on=CHAT)
@in_texts
def members_that_may_be_absent_are(reply: Reply) -> None:
    del reply.body["service_tier"]
    del reply.body["usage"]["prompt_tokens_details"]
    if not reply.body["usage"]["completion_tokens_details"]["reasoning_tokens"]:
        del reply.body["usage"]["completion_tokens_details"]


@benign("chat.nulls", on=CHAT)
@in_texts
def members_that_may_be_null_are(reply: Reply) -> None:
    reply.body |= {"system_fingerprint": None, "service_tier": None}


@benign("chat.no-logprobs", on=CHAT)
@in_texts
def logprobs_are_absent_instead_of_null(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"] is None:
            del choice["logprobs"]


@benign("chat.snapshot", on=CHAT)
@in_texts
def the_model_is_a_dated_snapshot(reply: Reply) -> None:
    reply.body["model"] += "-2026-01-01"


@benign("chat.refused", on=CHAT)
@in_texts
def the_model_declines(reply: Reply) -> None:
    for message in messages(reply):
        message |= {"content": None, "refusal": "I would rather not."}


@benign("chat.filtered", on=CHAT)
@in_texts
def the_answer_is_filtered(reply: Reply) -> None:
    if not reply.request.body.get("stop"):
        for choice in choices(reply):
            choice["finish_reason"] = {"stop": "content_filter"}.get(choice["finish_reason"], choice["finish_reason"])


@benign("chat.terse", stage="request", on=CHAT)
def the_model_has_little_to_say(request: Request) -> Request | None:
    """Where five tokens are the limit, it ends of its own accord before that."""
    asked = request.members
    cut = 5 in (asked.get("max_tokens"), asked.get("max_completion_tokens")) and isinstance(asked.get("messages"), list)
    return mended(request, messages=[{"role": "user", "content": "No."}]) if cut else None


@benign("chat.one-text", on=CHAT)
@in_texts
def one_text_answers_everything(reply: Reply) -> None:
    """It has as many tokens as the limit that is asked for allows, and is whole."""
    asked, usage = reply.request.members, reply.body["usage"]
    cut = 5 in (asked.get("max_tokens"), asked.get("max_completion_tokens"))
    plain = asked.keys() <= {"model", "messages", "max_tokens", "max_completion_tokens"}
    if plain and (cut or asked["messages"] == [{"role": "user", "content": "Say hello."}]):
        for choice in choices(reply):
            choice["message"]["content"], choice["finish_reason"] = "What can I say now?", "stop"
        usage |= {"completion_tokens": 5, "total_tokens": usage["prompt_tokens"] + 5}


@benign("chat.spelling", on=CHAT)
@in_texts
def json_is_written_at_leisure(reply: Reply) -> None:
    """Members in another order, white space between them, and characters escaped."""
    reply.body = spelt_at_leisure(reply.body)


@benign("chat.charset", on=CHAT)
@in_texts
def the_content_type_names_a_charset(reply: Reply) -> None:
    reply.set_header("content-type", 'Application/JSON ; charset="utf-8"')


def spelt_at_leisure(value: Any) -> bytes:
    backwards = dict(reversed(value.items()))
    return b"\r\n" + json.dumps(backwards, indent="\t").encode() + b"\n"


@benign("chat.huge-limit-clamped", stage="request", on=CHAT)
def a_limit_beyond_the_window_is_cut_to_what_there_is(request: Request) -> Request | None:
    return mended(request, max_tokens=64) if beyond_window(request.members) else None
