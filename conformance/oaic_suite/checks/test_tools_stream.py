"""Calls in streams: whether they come, how they end, and the same as in a whole answer."""

from oaic_suite.calls import calls, made, surplus, unforced
from oaic_suite.choices import finish_reasons
from oaic_suite.fragments import DELTAS
from oaic_suite.located import failing, unlike
from oaic_suite.offers import forbids, forces, leaves_free, one_at_a_time
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import MUST, SHOULD

CHAT = "createChatCompletion"
CALLS = "/choices/*/delta/tool_calls"

# --- what is forced ----------------------------------------------------------------------------------


@requirement(
    "tools.stream.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=("auto", "none", "required", "named"),
    breaks="interfaces that stream, and agents with them, cannot offer tools",
)
def test_tools_may_be_offered_in_a_stream(offer_stream):
    """A request for a stream may offer tools, and force or forbid them, as any other."""
    assert offer_stream.outcome == 200


@requirement(
    "tools.stream.forced",
    MUST,
    basis="schema",
    on=CHAT,
    when=forces,
    owns="@forced",
    breaks="what works whole gets prose when streamed: extraction and agents fail in the interface alone",
)
def test_a_forced_call_is_made_in_a_stream(offer_stream):
    """In a stream too, what `tool_choice` forces is called, and nothing else."""
    assert unforced(offer_stream) == []


@requirement(
    "tools.stream.none-forbids",
    MUST,
    basis="schema",
    on=CHAT,
    when=forbids,
    breaks="the turn in which an agent must sum up calls again, for ever",
)
def test_a_forbidden_call_is_not_made_in_a_stream(offer_stream):
    """In a stream too, no tool is called with `tool_choice: "none"`."""
    assert failing(offer_stream.wherever(DELTAS), lambda call: False, "no call") == []


@requirement(
    "tools.stream.one-at-a-time",
    MUST,
    basis="schema",
    on=CHAT,
    when=one_at_a_time,
    breaks="steps that depend on one another are run at once",
)
def test_calls_come_one_at_a_time_in_a_stream(offer_stream):
    """In a stream too, at most one tool is called with `parallel_tool_calls: false`."""
    assert surplus(offer_stream) == []


# --- how it ends -------------------------------------------------------------------------------------


@requirement(
    "tools.stream.finish-reason",
    MUST,
    basis="schema",
    on=CHAT,
    when=leaves_free,
    breaks="frameworks that collect calls until the reason says so drop them",
)
def test_a_free_call_ends_in_tool_calls_in_a_stream(free_stream):
    """A stream that calls a tool of its own accord finishes with `tool_calls`."""
    assert unlike(reasons_of_calls(free_stream), (), "tool_calls", "length") == []


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


@requirement(
    "tools.stream.reason-has-calls",
    MUST,
    basis="sdk",
    on=CHAT,
    when=leaves_free,
    breaks="agents announce the work and stop: the calls that the reason speaks of never came",
)
def test_a_stream_that_ends_in_calls_has_them(free_stream):
    """A stream that finishes with `tool_calls` has calls."""
    assert failing(uncalled(free_stream), lambda reason: reason != "tool_calls", "a call before it") == []


# --- against the whole answer ------------------------------------------------------------------------


@requirement(
    "tools.stream.same-reason",
    SHOULD,
    basis="observed",
    breaks="what works whole is dropped when streamed, or the other way round",
)
def test_both_ways_end_alike(both_ways):
    """The same forced call finishes for the same reason, streamed or whole."""
    assert reasons_streamed(both_ways[1]) == reasons_whole(both_ways[0])


@requirement(
    "tools.stream.round-trip",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    breaks="agents that stream fail on their second request",
)
def test_results_may_follow_a_streamed_call(answered_stream):
    """A message put together from a stream is accepted as history, followed by the results."""
    assert answered_stream.outcome == 200


# --- helpers of ours ---------------------------------------------------------------------------------


def reasons_of_calls(stream):
    """Why each choice finishes, in a stream that calls."""
    calls(stream)
    return stream_reasons(stream)


def stream_reasons(stream):
    stream.sound("/choices/*/finish_reason")
    return finish_reasons(stream)


def uncalled(stream):
    """Why each choice finishes, in a stream that does not call."""
    return [] if made(stream) else stream_reasons(stream)


def reasons_streamed(stream):
    return [reason.value for reason in reasons_of_calls(stream)]


def reasons_whole(reply):
    calls(reply)
    return [reason.value for reason in reply.sound("/choices/*/finish_reason")]
