"""Calls in streams: the pieces they come in, and what these add up to."""

from oaic_suite.checks.chat.readings.choices import finish_reasons
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.readings import never
from oaic_suite.checks.tools.readings.calls import (
    calls,
    calls_made,
    misshapen,
    not_objects,
    shared_ids,
    surplus,
    undeclared,
)
from oaic_suite.checks.tools.readings.fragments import (
    DELTAS,
    STREAMED_CALLS,
    fragments,
    nulls_beside_calls,
    out_of_line,
    strays,
)
from oaic_suite.checks.tools.readings.markup import no_markup, said_in_pieces
from oaic_suite.checks.tools.readings.offers import forbids, leaves_free, loose, offers, one_at_a_time
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


@requirement(
    "tools.stream.array",
    MUST,
    basis="schema",
    on=CHAT,
    owns=(STREAMED_CALLS, DELTAS),
    breaks="the official Python SDK's stream helper raises KeyError",
)
def test_pieces_of_calls_are_an_array_of_objects(called_stream):
    """A delta's `tool_calls` is an array of objects."""
    assert misshapen(called_stream) == []


@requirement(
    "tools.stream.array-not-null",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official Python SDK's stream helper raises AssertionError",
)
def test_a_delta_without_pieces_leaves_the_array_out(called_stream):
    """No delta of a message that calls has `tool_calls` of null."""
    assert nulls_beside_calls(called_stream) == []


@requirement(
    "tools.stream.index",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{DELTAS}/index",
    breaks="the official Python SDK's stream helper raises TypeError, other clients drop the call",
)
def test_every_piece_has_an_index(called_stream):
    """Every piece of a call has an `index` that is an integer."""
    assert called_stream.problems(f"{DELTAS}/index") == []


@requirement(
    "tools.stream.dense-indexes",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="clients that put calls in their places leave a hole: the official Python SDK's helper raises IndexError",
)
def test_indexes_count_the_calls(called_stream):
    """The calls of a choice have the indexes 0, 1, 2 and so on, in the order they begin."""
    assert out_of_line(called_stream) == []


@requirement(
    "tools.stream.one-id",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="clients that tell calls apart by id see one call as many",
)
def test_a_call_keeps_its_id(called_stream):
    """No later piece of a call has an `id` other than that of the first."""
    assert strays(called_stream, "id") == []


@requirement(
    "tools.stream.unique-ids",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="the result of one call is taken for that of another",
)
def test_calls_of_a_stream_have_ids_of_their_own(called_stream):
    """No two calls of a streamed message share an `id`."""
    assert shared_ids(called_stream) == []


@requirement(
    "tools.stream.one-type",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="the official Python SDK's stream helper raises AssertionError, others reject a type they do not know",
)
def test_a_call_keeps_its_type(called_stream):
    """No later piece of a call has a `type` other than that of the first."""
    assert strays(called_stream, "type") == []


@requirement(
    "tools.stream.function",
    MUST,
    basis="schema",
    on=CHAT,
    owns=f"{DELTAS}/function",
    breaks="the official Python SDK's stream helper raises AssertionError for a null",
)
def test_a_piece_of_a_function_is_an_object(called_stream):
    """The `function` of a piece is an object."""
    assert called_stream.problems(f"{DELTAS}/function") == []


@requirement(
    "tools.stream.offered",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@offered",
    breaks="clients look for a function they do not have: agents stop, or run what they should not",
)
def test_only_offered_tools_are_called_in_a_stream(called_stream):
    """Every tool that a stream calls was offered by the request, under that very name."""
    assert undeclared(called_stream) == []


@requirement(
    "tools.stream.object",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    breaks="agents that parse the arguments when the call is done raise a decoding error",
)
def test_pieces_of_arguments_join_into_an_object(called_stream):
    """The pieces of the arguments of a call, joined in order, are the JSON text of one object."""
    assert not_objects(called_stream) == []


@requirement(
    "tools.stream.no-empty-calls",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that take any `tool_calls` for the beginning of a call index an empty array",
)
def test_no_delta_has_an_empty_array(offer_stream):
    """A delta without a piece of a call has no `tool_calls`, rather than an empty array."""
    assert failing(offer_stream.wherever(STREAMED_CALLS), lambda found: found != [], "no such member") == []


@requirement("tools.stream.content-null", INFO, basis="observed", on=CHAT)
def test_the_role_comes_with_the_first_call(called_stream):
    """A message that only calls opens with role, a content of null and the first call in one delta."""
    assert failing(heads(called_stream), lambda delta: delta.get("content", ABSENT) is None, "content: null") == []


def heads(stream):
    """The deltas that come first in their choices, in a stream that calls."""
    fragments(stream)
    return [delta for delta in stream.each("/choices/*/delta") if delta.get("role") not in (None, ABSENT, "")]


@requirement(
    "tools.stream.no-markup",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=offers,
    breaks="users watch the markup being written; where no call was made beside it, agents stop in their work",
)
def test_no_call_stands_in_the_streamed_text(offer_stream):
    """The content of a stream, put together, holds no call in the markup of the model, whether it calls or not."""
    assert failing(said_in_pieces(offer_stream), no_markup, "no markup of calls") == []


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
    "tools.stream.none-forbids",
    MUST,
    basis="schema",
    on=CHAT,
    when=forbids,
    breaks="the turn in which an agent must sum up calls again, for ever",
    shows="tool_choice",
)
def test_a_forbidden_call_is_not_made_in_a_stream(offer_stream):
    """In a stream too, no tool is called with `tool_choice: "none"`."""
    assert failing(offer_stream.wherever(DELTAS), never, "no call") == []


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
def test_results_may_follow_a_streamed_call(tool_results_stream):
    """A message put together from a stream is accepted as history, followed by the results."""
    assert tool_results_stream.outcome == 200


def reasons_of_calls(stream):
    """Why each choice finishes, in a stream that calls."""
    calls(stream)
    return stream_reasons(stream)


def stream_reasons(stream):
    stream.sound("/choices/*/finish_reason")
    return finish_reasons(stream)


def uncalled(stream):
    """Why each choice finishes, in a stream that does not call."""
    return [] if calls_made(stream) else stream_reasons(stream)


def reasons_streamed(stream):
    return uncut([reason.value for reason in reasons_of_calls(stream)])


def reasons_whole(reply):
    calls(reply)
    return uncut([reason.value for reason in reply.sound("/choices/*/finish_reason")])


def uncut(reasons):
    """Reasons, none of which is the limit: a model may come to it one time, and not another."""
    if "length" in reasons:
        raise NotEstablished("the call was cut short by the limit", "model")
    return reasons
