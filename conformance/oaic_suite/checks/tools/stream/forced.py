"""Calls in a stream that a request forces."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import unforced
from oaic_suite.checks.tools.readings.offers import forces
from oaic_suite.checks.tools.stream.whole import reasons_of_calls
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "tools.stream.forced",
    MUST,
    basis="schema",
    on=CHAT,
    when=forces,
    owns="@forced",
    breaks="what works whole gets prose when streamed: extraction and agents fail in the interface alone",
    shows="tool_choice",
)
def test_a_forced_call_is_made_in_a_stream(offer_stream):
    """In a stream too, what `tool_choice` forces is called, and nothing else."""
    assert unforced(offer_stream) == []


@requirement(
    "tools.stream.forced-finish-reason",
    MUST,
    basis="schema",
    on=CHAT,
    when=forces,
    breaks="agents take the answer for a failure, or for cut short",
)
def test_a_forced_call_ends_in_tool_calls_or_stop_in_a_stream(offer_stream):
    """A stream that was forced to call finishes with `tool_calls`, or with `stop` as the service has it."""
    assert unlike(reasons_of_calls(offer_stream), (), "tool_calls", "stop", "length") == []
