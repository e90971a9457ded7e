"""Calls that stand in the text, in the markup of the model: beside the calls that were made, or instead of them."""

import re
from dataclasses import replace

from oaic_suite.checks.chat.readings.choices import contents, turns

# The tags of models, or the beginning of a call in JSON: what a user is told does not begin so.
MARKUP = re.compile(
    r"<tool_call>|<function=|<\|python_tag\|>|\[TOOL_CALLS\]|<\|tool▁call|<｜tool▁call"
    r"|^\s*(```json\s*)?\[?\s*\{\s*\"name\"\s*:\s*\"[\w.-]+\"\s*,\s*\"(arguments|parameters)\"\s*:"
)


def no_markup(content):
    return not (isinstance(content, str) and MARKUP.search(content))


def said_in_pieces(stream):
    """What each choice says, where its text begins."""
    stream.require_complete()
    stream.sound("/choices/*/delta")
    return [joined(turn) for turn in turns(stream).values()]


def joined(turn):
    first = next((piece for piece in turn if contents([piece])), turn[0]).below("delta", "content")
    return replace(first, value="".join(contents(turn)))
