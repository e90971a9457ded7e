"""The ids of calls in a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.fragments import (
    DELTAS,
    is_text,
    openings,
    repeats,
)
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "tools.stream.id",
    MUST,
    basis="sdk",
    on=CHAT,
    owns=f"{DELTAS}/id",
    breaks="agents have nothing to send the result back under; the AI SDK raises an error",
)
def test_the_first_piece_of_a_call_has_its_id(called_stream):
    """The first piece of each call has an `id` that is a string and not empty."""
    assert failing(openings(called_stream, "id"), is_text, "a string that is not empty") == []


@requirement(
    "tools.stream.id-once",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper adds the ids up: no result can be sent back under the sum",
)
def test_an_id_is_said_once(called_stream):
    """The `id` of a call stands in its first piece only."""
    assert repeats(called_stream, "id") == []
