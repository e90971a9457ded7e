"""Answers that tell their cost in ways that break what clients rely on."""

from __future__ import annotations

from itertools import count

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, in_texts, recount
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import in_calls

ANSWERED = count()  # answers so far


@fault("chat.usage.present", on=CHAT)
@in_texts
def an_answer_costs_nobody_knows_what(reply: Reply) -> None:
    del reply.body["usage"]


@fault("chat.usage.present:null", on=CHAT)
@in_texts
def the_cost_is_null(reply: Reply) -> None:
    reply.body["usage"] = None


@fault("chat.usage.counts", on=CHAT)
@in_texts
def counts_are_text(reply: Reply) -> None:
    usage = reply.body["usage"]
    for name in ("prompt_tokens", "completion_tokens", "total_tokens"):
        usage[name] = str(usage[name])


@fault("chat.usage.counts:names-of-another-vendor", on=CHAT)
@in_texts
def counts_are_called_otherwise(reply: Reply) -> None:
    usage = reply.body["usage"]
    reply.body["usage"] = {"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"]}


@fault("chat.usage.not-negative", on=CHAT)
@in_texts
def reasoning_gives_tokens_back(reply: Reply) -> None:
    reply.body["usage"]["completion_tokens_details"]["reasoning_tokens"] = -1


@fault("chat.usage.every-choice", on=CHAT)
@in_texts
def one_choice_is_counted_for_all(reply: Reply) -> None:
    if len(choices(reply)) > 1:
        recount(reply, completion_tokens=reply.body["usage"]["completion_tokens"] // len(choices(reply)))


@fault("chat.usage.prompt-once", on=CHAT)
@in_texts
def a_prompt_is_counted_for_each_choice(reply: Reply) -> None:
    recount(reply, prompt_tokens=reply.body["usage"]["prompt_tokens"] * len(choices(reply)))


@fault("chat.usage.total", on=CHAT)
@in_texts
def the_total_leaves_out_the_prompt(reply: Reply) -> None:
    reply.body["usage"]["total_tokens"] = reply.body["usage"]["completion_tokens"]


@fault(
    "chat.usage.prompt-counted",
    on=CHAT,
    also={"chat.usage.prompt-grows": "nought does not grow", "chat.stream.usage.prompt-as-plain": "a stream counts it"},
)
@in_texts
def a_prompt_costs_nothing(reply: Reply) -> None:
    recount(reply, prompt_tokens=0)


@fault("chat.usage.prompt-grows:later-instructions", stage="request", on=CHAT)
def instructions_after_the_first_are_dropped(request: Request) -> Request:
    """As by a template that takes one system message, and looks for it in front."""
    messages = request.members.get("messages")
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        return request
    kept = [message for place, message in enumerate(messages) if not place or message.get("role") != "system"]
    return request.having(body={**request.body, "messages": kept})


@fault(
    "chat.usage.prompt-grows",
    on=CHAT,
    also={
        "chat.stream.usage.prompt-as-plain": "a stream counts on",
        "chat.scripts.counted": "nor does it grow with what is said in other scripts",
        "tokenize.chat": "what is counted elsewhere grows",
    },
)
@in_texts
def every_prompt_costs_the_same(reply: Reply) -> None:
    recount(reply, prompt_tokens=9)


@fault(
    "chat.usage.prompt-repeats",
    on=CHAT,
    also={
        "chat.stream.usage.prompt-as-plain": "a stream counts its own",
        "tokenize.chat": "what is counted elsewhere is of one request",
    },
)
@in_texts
def what_others_asked_is_counted_too(reply: Reply) -> None:
    recount(reply, prompt_tokens=reply.body["usage"]["prompt_tokens"] + next(ANSWERED))


@fault(
    "chat.usage.completion-counted",
    on=CHAT,
    also={
        "chat.features.counted": "not even thoughts are counted",
        "chat.stream.same-completion-tokens": "a stream counts on",
    },
)
@in_texts
def text_costs_nothing(reply: Reply) -> None:
    recount(reply, completion_tokens=0)


@fault("chat.usage.completion-counted:calls", on=CHAT)
@in_calls
def calls_cost_nothing(reply: Reply) -> None:
    recount(reply, completion_tokens=0)


@fault("chat.usage.details", on=CHAT)
@in_texts
def details_are_null(reply: Reply) -> None:
    reply.body["usage"]["prompt_tokens_details"] = None


@fault("chat.usage.details-within", on=CHAT)
@in_texts
def more_was_cached_than_asked(reply: Reply) -> None:
    reply.body["usage"]["prompt_tokens_details"]["cached_tokens"] = reply.body["usage"]["prompt_tokens"] + 1
