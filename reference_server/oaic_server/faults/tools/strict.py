"""Strict tools called loosely."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import empty, garble, in_calls, strict, twice


@fault("tools.strict.object", on=CHAT)
@in_calls
def strict_arguments_are_written_twice(reply: Reply) -> None:
    if strict(reply.request):
        twice(reply)


@fault("tools.strict.schema", on=CHAT)
@in_calls
def strict_arguments_are_left_out(reply: Reply) -> None:
    if strict(reply.request):
        empty(reply)


@fault("tools.strict.schema:garbled", on=CHAT)
@in_calls
def strict_arguments_are_read_as_latin_1(reply: Reply) -> None:
    if strict(reply.request):
        garble(reply)
