"""Faults of the arguments of a call."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import empty, functions, garble, in_calls, json_or_nothing, strict, twice


@fault("tools.arguments.object", on=CHAT)
@in_calls
def arguments_are_written_twice(reply: Reply) -> None:
    """The JSON text of a JSON text."""
    if not strict(reply.request):
        twice(reply)


@fault("tools.arguments.object:python", on=CHAT)
@in_calls
def arguments_are_spelt_as_python_does(reply: Reply) -> None:
    if not strict(reply.request):
        for function in functions(reply):
            function["arguments"] = repr(json_or_nothing(function["arguments"]))


@fault("tools.arguments.schema", on=CHAT)
@in_calls
def arguments_are_left_out(reply: Reply) -> None:
    if not strict(reply.request):
        empty(reply)


@fault("tools.arguments.schema:garbled", on=CHAT)
@in_calls
def arguments_are_read_as_latin_1(reply: Reply) -> None:
    if not strict(reply.request):
        garble(reply)
