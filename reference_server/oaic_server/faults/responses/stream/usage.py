"""Streamed responses that say wrongly what they cost."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.stream.replies import in_streams, last


def usage(reply: Reply) -> dict[str, Any]:
    """What the last event says; nothing where the response failed."""
    response = last(reply).data.get("response") or {}
    return response.get("usage") or {}


@fault("responses.stream.usage.counted", on=RESPONSE)
@in_streams
def nothing_that_is_streamed_is_counted(reply: Reply) -> None:
    if told := usage(reply):
        told |= {"output_tokens": 0, "total_tokens": told["input_tokens"]}
        told["output_tokens_details"] = {"reasoning_tokens": 0}


@fault("responses.stream.usage.counted:of-parts", on=RESPONSE)
@in_streams
def nothing_is_counted_of_what_comes_in_parts(reply: Reply) -> None:
    if (told := usage(reply)) and isinstance(reply.request.members.get("input"), list):
        told |= {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
        told["output_tokens_details"] = {"reasoning_tokens": 0}


@fault("responses.stream.usage.sum", on=RESPONSE)
@in_streams
def the_total_is_the_output(reply: Reply) -> None:
    if told := usage(reply):
        told["total_tokens"] = told["output_tokens"]


@fault("responses.stream.usage.details-within", on=RESPONSE)
@in_streams
def more_was_thought_than_said(reply: Reply) -> None:
    if told := usage(reply):
        told["output_tokens_details"]["reasoning_tokens"] = told["output_tokens"] + 40
