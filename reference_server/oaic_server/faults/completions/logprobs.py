"""Log probabilities of legacy completions that are missing, misplaced or misread."""

from __future__ import annotations

import math
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.logprobs import SURE
from oaic_server.faults.chat.replies import choices, in_answers
from oaic_server.faults.operations import COMPLETION
from oaic_server.parrot.logprobs import entry


@fault("completions.logprobs.key", on=COMPLETION)
@in_answers
def logprobs_are_left_out(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"] is None:
            del choice["logprobs"]


@fault("completions.logprobs.unasked", on=COMPLETION)
@in_answers
def logprobs_come_unasked(reply: Reply) -> None:
    for choice in choices(reply):
        nothing: dict[str, Any] = {"tokens": [], "token_logprobs": [], "top_logprobs": [], "text_offset": []}
        choice["logprobs"] = choice["logprobs"] or nothing


@fault("completions.logprobs.given", on=COMPLETION, also={"completions.logprobs.nought": "nor where 0 is asked for"})
@in_answers
def logprobs_are_ignored(reply: Reply) -> None:
    for choice in choices(reply):
        choice["logprobs"] = None


@fault("completions.logprobs.given:of-one-prompt", on=COMPLETION)
@in_answers
def of_several_prompts_none_is_measured(reply: Reply) -> None:
    for choice in choices(reply) if isinstance(reply.request.body.get("prompt"), list) else ():
        choice["logprobs"] = None


@fault(
    "completions.logprobs.given:of-chat",
    on=COMPLETION,
    also={"completions.logprobs.nought": "nor where 0 is asked for"},
)
@in_answers
def logprobs_are_those_of_chat(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"]:
            choice["logprobs"] = {"content": [entry(token.encode(), 1) for token in choice["logprobs"]["tokens"]]}


@fault("completions.logprobs.nought", on=COMPLETION)
@in_answers
def nought_is_taken_for_no(reply: Reply) -> None:
    for choice in choices(reply) if reply.request.members.get("logprobs") == 0 else ():
        choice["logprobs"] = None


@fault("completions.logprobs.lists", on=COMPLETION)
def alternatives_are_pairs(reply: Reply) -> None:
    for table in tables(reply):
        table["top_logprobs"] = [top and [list(pair) for pair in top.items()] for top in table["top_logprobs"]]


@fault("completions.logprobs.lists:text", on=COMPLETION)
def offsets_are_text(reply: Reply) -> None:
    for table in tables(reply):
        table["text_offset"] = [str(offset) for offset in table["text_offset"]]


@fault("completions.logprobs.side-by-side", on=COMPLETION)
def one_probability_is_lost(reply: Reply) -> None:
    for table in tables(reply):
        table["token_logprobs"].pop()


@fault("completions.logprobs.tokens-spell-the-text", on=COMPLETION)
def tokens_of_the_prompt_are_left_out(reply: Reply) -> None:
    for table in tables(reply):
        if reply.request.body.get("echo") and reply.request.body.get("max_tokens"):
            for name, column in table.items():
                table[name] = column[-1:]


@fault("completions.logprobs.tokens-spell-the-text:marked", on=COMPLETION)
def spaces_are_written_as_the_tokenizer_does(reply: Reply) -> None:
    for table in tables(reply):
        table["tokens"] = [token.replace(" ", "\u0120") for token in table["tokens"]]


@fault("completions.logprobs.known", on=COMPLETION)
def the_prompt_is_not_weighed(reply: Reply) -> None:
    for table in tables(reply):
        weighed = table["token_logprobs"]
        table["token_logprobs"] = [None] * (len(weighed) - 1) + weighed[-1:]


@fault("completions.logprobs.not-positive", on=COMPLETION)
def probabilities_are_no_logarithms(reply: Reply) -> None:
    for table in tables(reply):
        table["token_logprobs"] = [odds and math.exp(odds) for odds in table["token_logprobs"]]


@fault("completions.logprobs.top-count", on=COMPLETION)
def alternatives_come_by_the_dozen(reply: Reply) -> None:
    for table in tables(reply):
        table["top_logprobs"] = [
            top and {str(rank): -1.0 - rank for rank in range(12)} for top in table["top_logprobs"]
        ]


@fault("completions.logprobs.top-filled", on=COMPLETION)
def one_alternative_has_to_do(reply: Reply) -> None:
    for table in tables(reply):
        table["top_logprobs"] = [top and dict(list(top.items())[:1]) for top in table["top_logprobs"]]


@fault("completions.logprobs.prompt-only", stage="answer", on=COMPLETION)
def something_must_be_said(request: Request) -> None:
    if request.body.get("max_tokens") == 0:
        raise Refusal(400, "max_tokens: expected a value of at least 1, found 0", param="max_tokens")


@benign("completions.logprobs.no-alternatives", on=COMPLETION)
def alternatives_are_null(reply: Reply) -> None:
    for table in tables(reply):
        table["top_logprobs"] = None


@benign("completions.logprobs.one-more", on=COMPLETION)
def the_chosen_token_is_listed_besides(reply: Reply) -> None:
    for table in tables(reply):
        table["top_logprobs"] = [top and {**top, "\u2603": -9.5} for top in table["top_logprobs"]]


@benign("completions.logprobs.first-known", on=COMPLETION)
def even_the_first_token_is_weighed(reply: Reply) -> None:
    for table in tables(reply):
        table["token_logprobs"] = [odds or -3.25 for odds in table["token_logprobs"]]
        table["top_logprobs"] = [top or {} for top in table["top_logprobs"]]


@benign("completions.logprobs.a-little-above-zero", on=COMPLETION)
def certainty_is_rounded_up(reply: Reply) -> None:
    for table in tables(reply):
        table["token_logprobs"] = [odds and SURE for odds in table["token_logprobs"]]
        table["top_logprobs"] = [
            top and {token: -12.0 - place if place else SURE for place, token in enumerate(top)}
            for top in table["top_logprobs"]
        ]


def tables(reply: Reply) -> list[Any]:
    """The `logprobs` of every choice of a plain answer that has them."""
    found = [] if reply.is_error or not isinstance(reply.body, dict) else choices(reply)
    return [choice["logprobs"] for choice in found if choice["logprobs"]]
