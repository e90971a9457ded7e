"""The arguments of calls in a stream, piece by piece."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.fragments import (
    DELTAS,
    unbegun,
)
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "tools.stream.arguments",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{DELTAS}/function/arguments",
    breaks="the official Python SDK's stream helper raises TypeError on an object; others on null",
)
def test_pieces_of_arguments_are_text(called_stream):
    """The `arguments` of a piece, where there are any, are a string."""
    assert called_stream.problems(f"{DELTAS}/function/arguments") == []


@requirement(
    "tools.stream.arguments-begun",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="the loop that OpenAI shows for its Python SDK adds text to the None of the first piece: TypeError",
)
def test_the_first_piece_of_a_call_begins_its_arguments(called_stream):
    """The first of several pieces of a function's call has `arguments`, an empty string where they are to come."""
    assert unbegun(called_stream) == []
