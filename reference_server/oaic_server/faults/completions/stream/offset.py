"""Streams of legacy completions that say wrongly where a token stands."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.completions.stream.replies import pieces
from oaic_server.faults.operations import COMPLETION


@fault("completions.stream.offset", on=COMPLETION)
def offsets_begin_again_with_each_piece(reply: Reply) -> None:
    for said in pieces(reply):
        if table := said["logprobs"]:
            table["text_offset"] = [offset - table["text_offset"][0] for offset in table["text_offset"]]


@fault("completions.stream.offset:of-the-answer", on=COMPLETION)
def offsets_leave_the_prompt_out_once_it_was_told(reply: Reply) -> None:
    prompt, echoed = reply.request.members.get("prompt"), reply.request.members.get("echo")
    begin = len(prompt) if echoed and isinstance(prompt, str) else 0
    for said in list(pieces(reply))[1:]:
        if table := said["logprobs"]:
            table["text_offset"] = [offset - begin for offset in table["text_offset"]]
