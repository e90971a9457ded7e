"""Calls that stand in the text as well, in the markup of the model."""

import re
from dataclasses import replace

from oaic_suite.calls import calling
from oaic_suite.choices import contents
from oaic_suite.fragments import turns_that_call
from oaic_suite.located import failing
from oaic_suite.requirement import requirement
from oaic_suite.verdict import SHOULD

CHAT = "createChatCompletion"
MARKUP = re.compile(r"<tool_call>|<function=|<\|python_tag\|>|\[TOOL_CALLS\]|<\|tool▁call|<｜tool▁call")


def no_markup(content):
    return not (isinstance(content, str) and MARKUP.search(content))


@requirement(
    "tools.message.no-markup",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="users see the raw markup of the call, and it goes back into the prompt as history",
)
def test_no_call_stands_in_the_text_as_well(called):
    """The content of a message that calls holds no call in the markup of the model."""
    said = [choice.below("message", "content") for choice in calling(called)]
    assert failing(said, no_markup, "no markup of calls") == []


@requirement(
    "tools.stream.no-markup",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="users watch the raw markup of the call being written, and it goes back into the prompt as history",
)
def test_no_call_stands_in_the_streamed_text_as_well(called_stream):
    """The content of a stream that calls, put together, holds no call in the markup of the model."""
    assert failing(said_beside(called_stream), no_markup, "no markup of calls") == []


def said_beside(stream):
    """What each choice that calls says as well, where its text begins."""
    return [joined(turn) for turn in turns_that_call(stream)]


def joined(turn):
    first = next((piece for piece in turn if contents([piece])), turn[0]).below("delta", "content")
    return replace(first, value="".join(contents(turn)))
