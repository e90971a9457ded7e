"""Faults of the message that carries calls."""

from __future__ import annotations

import json

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers, messages
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import choice_of, in_calls, offers

WRITTEN = '<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}</tool_call>'


@fault("tools.message.no-empty-calls", on=CHAT)
def no_calls_are_an_empty_array(reply: Reply) -> None:
    if isinstance(reply.body, dict) and not reply.is_error and offers(reply.request):
        for message in messages(reply):
            message.setdefault("tool_calls", [])


@fault("tools.message.no-markup", on=CHAT)
@in_calls
def calls_stand_in_the_text_as_well(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = f"<tool_call>{json.dumps(message['tool_calls'])}</tool_call>"


@fault("tools.message.no-markup:instead", on=CHAT)
@in_answers
def a_forbidden_call_is_left_in_the_text(reply: Reply) -> None:
    """The model calls all the same, and what it wrote is taken for its answer."""
    for message in messages(reply) if choice_of(reply.request) == "none" else []:
        message["content"] = WRITTEN
