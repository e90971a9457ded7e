"""The types of calls in a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.fragments import (
    DELTAS,
    nulls,
    openings,
)
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


@requirement(
    "tools.stream.type",
    SHOULD,
    basis="sdk",
    on=CHAT,
    owns=f"{DELTAS}/type",
    breaks="the official Python SDK's stream helper tells nothing of the call as it comes",
)
def test_the_first_piece_of_a_call_has_its_type(called_stream):
    """The first piece of each call has `type: "function"`, or `"custom"` for a custom tool."""
    assert unlike(openings(called_stream, "type"), (), "function", "custom") == []


@requirement(
    "tools.stream.type-not-null",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper takes null for the kind of the call and raises AssertionError",
)
def test_a_type_is_left_out_rather_than_null(called_stream):
    """No later piece of a call has a `type` of null."""
    assert nulls(called_stream, "type") == []
