"""Calls that stand in the text as well, in the markup of the model."""

import re
from dataclasses import replace

from oaic_suite.checks.chat.readings.choices import contents
from oaic_suite.checks.tools.readings.fragments import turns_that_call

MARKUP = re.compile(r"<tool_call>|<function=|<\|python_tag\|>|\[TOOL_CALLS\]|<\|tool▁call|<｜tool▁call")


def no_markup(content):
    return not (isinstance(content, str) and MARKUP.search(content))


def said_beside(stream):
    """What each choice that calls says as well, where its text begins."""
    return [joined(turn) for turn in turns_that_call(stream)]


def joined(turn):
    first = next((piece for piece in turn if contents([piece])), turn[0]).below("delta", "content")
    return replace(first, value="".join(contents(turn)))
