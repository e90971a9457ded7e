"""Counts of input that do not come, or are wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import INPUT_TOKENS
from oaic_server.faults.responses.replies import in_responses


@fault("responses.input-tokens.status", on=INPUT_TOKENS)
@in_responses
def counting_fails(reply: Reply) -> None:
    break_down(reply)


@fault("responses.input-tokens.schema", on=INPUT_TOKENS)
@in_responses
def a_count_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("responses.input-tokens.counted", on=INPUT_TOKENS)
@in_responses
def messages_are_counted(reply: Reply) -> None:
    reply.body["input_tokens"] = 1
