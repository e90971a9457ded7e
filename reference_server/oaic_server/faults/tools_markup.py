"""Calls that are written out as text, too."""

from __future__ import annotations

import json

from oaic_server.faults import fault
from oaic_server.faults.tool_replies import CHAT, deltas, in_calls, in_streams_that_call, messages
from oaic_server.reply import Reply


@fault("tools.message.no-markup", on=CHAT)
@in_calls
def calls_stand_in_the_text_as_well(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = f"<tool_call>{json.dumps(message['tool_calls'])}</tool_call>"


@fault("tools.stream.no-markup", on=CHAT)
@in_streams_that_call
def calls_are_written_out_before_they_are_made(reply: Reply) -> None:
    """The markup of a call leaves as text, in pieces; the call follows."""
    for delta in deltas(reply):
        if any("id" in fragment for fragment in delta.get("tool_calls", [])):
            delta["content"] = "<tool_"
        elif "tool_calls" in delta:
            delta["content"] = "call>"
