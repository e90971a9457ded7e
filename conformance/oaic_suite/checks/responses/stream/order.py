"""The order of a stream: how it opens, what each event about the response says, and how it ends."""

from oaic_suite.checks.responses.readings.grammar import at_the_end, broken
from oaic_suite.checks.responses.readings.streamed import dated_anew, not_in_progress
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.stream.order.created-first",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official SDKs raise when the first event is not `response.created`",
)
def test_a_stream_opens_with_created(events):
    """The first event is `response.created`."""
    assert broken(events, "first") == []


@requirement(
    "responses.stream.order.opening",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that build their state at `response.created` throw away what came before the second one",
)
def test_a_stream_opens_once(events):
    """`response.created`, `queued` and `in_progress` come once each, in this order, before any item."""
    assert broken(events, "opening") == []


@requirement(
    "responses.stream.order.in-progress",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that show an answer as begun at `response.in_progress` never do",
)
def test_a_response_is_said_to_be_in_progress(events):
    """`response.in_progress` comes before the first item."""
    assert not_in_progress(events) == []


@requirement(
    "responses.stream.order.one-response",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official SDKs raise when the id of the response changes; what is fetched by the first id is not there",
)
def test_a_stream_is_of_one_response(events):
    """Every event that has the response has the same `id` in it."""
    assert broken(events, "one-response") == []


@requirement(
    "responses.stream.order.one-date",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that sort by `created_at` put one response into several places",
)
def test_a_response_is_made_once(events):
    """Every event that has the response has the same `created_at` in it."""
    assert dated_anew(events) == []


@requirement(
    "responses.stream.order.status",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="gateways that go by the event take what was cut for whole",
)
def test_the_status_is_that_of_the_event(events):
    """The `status` of the response is that of the event that has it: `completed` in `response.completed`."""
    assert broken(events, "status") == []


@requirement(
    "responses.stream.order.usage-last",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that add up what they are told count tokens twice",
)
def test_usage_comes_last(events):
    """The `usage` of the response is null until the last event."""
    assert broken(events, "usage-last") == []


@requirement(
    "responses.stream.order.usage",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="costs and the room left in the context cannot be told of what is streamed",
)
def test_a_complete_response_has_its_usage(events):
    """The response in `response.completed` has its `usage`."""
    assert at_the_end(events, "usage") == []


@requirement(
    "responses.stream.order.whole",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="agents take half an answer, or half of a call's arguments, for all of it",
)
def test_what_was_cut_is_not_complete(events):
    """No item of the response in `response.completed` is incomplete or in progress."""
    assert at_the_end(events, "whole") == []


@requirement(
    "responses.stream.order.last",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="clients that stop at the end lose what follows; others take it for another response",
)
def test_nothing_follows_the_end(events):
    """Nothing follows the event that ends a stream, and it comes once."""
    assert at_the_end(events, "last") == []
