"""Legacy completions that are miscounted."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.completions.replies import holds_ids
from oaic_server.faults.operations import COMPLETION


@fault("completions.usage.present", on=COMPLETION)
@in_answers
def an_answer_says_nothing_of_its_cost(reply: Reply) -> None:
    del reply.body["usage"]


@fault("completions.usage.counts", on=COMPLETION)
@in_answers
def tokens_are_counted_in_words(reply: Reply) -> None:
    reply.body["usage"]["prompt_tokens"] = str(reply.body["usage"]["prompt_tokens"])


@fault("completions.usage.details", on=COMPLETION)
@in_answers
def details_are_null(reply: Reply) -> None:
    reply.body["usage"] |= {"prompt_tokens_details": None, "completion_tokens_details": None}


@fault("completions.usage.completion-counted", on=COMPLETION)
@in_answers
def what_is_said_costs_nothing(reply: Reply) -> None:
    usage = reply.body["usage"]
    reply.body["usage"] = {**usage, "completion_tokens": 0, "total_tokens": usage["prompt_tokens"]}


@fault("completions.usage.every-choice", on=COMPLETION)
@in_answers
def one_choice_is_counted_for_all(reply: Reply) -> None:
    usage, several = reply.body["usage"], len(choices(reply))
    counted = usage["completion_tokens"] // several
    reply.body["usage"] = usage | {"completion_tokens": counted, "total_tokens": usage["prompt_tokens"] + counted}


@fault("completions.usage.prompt-once", on=COMPLETION)
@in_answers
def a_prompt_is_counted_for_each_choice(reply: Reply) -> None:
    usage, times = reply.body["usage"], reply.request.members.get("n") or 1
    more = usage["prompt_tokens"] * (times - 1)
    usage |= {"prompt_tokens": usage["prompt_tokens"] + more, "total_tokens": usage["total_tokens"] + more}


@fault("completions.usage.total", on=COMPLETION)
@in_answers
def the_total_has_one_more(reply: Reply) -> None:
    reply.body["usage"]["total_tokens"] += 1


@fault("completions.usage.prompt-counted", on=COMPLETION)
@in_answers
def a_text_costs_nothing(reply: Reply) -> None:
    if isinstance(reply.request.body.get("prompt"), str):
        prompt_costs(reply, 0)


@fault("completions.usage.tokens", on=COMPLETION)
@in_answers
def tokens_are_counted_by_prompt(reply: Reply) -> None:
    if holds_ids(reply.request):
        prompt_costs(reply, 1)


def prompt_costs(reply: Reply, tokens: int) -> None:
    usage = reply.body["usage"]
    reply.body["usage"] = {
        **usage,
        "prompt_tokens": tokens,
        "total_tokens": tokens + usage["completion_tokens"],
    }
