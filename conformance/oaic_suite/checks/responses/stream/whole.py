"""The stream of a response as a whole: that it comes, to its end, and keeps the contract."""

from oaic_suite.checks.responses.readings.grammar import at_the_end
from oaic_suite.checks.responses.readings.streamed import failures
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

FAILING = ("/response/error", "/response/incomplete_details")


@requirement(
    "responses.stream.outcome",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@outcome",
    breaks="Codex always streams: it gets no answer, or retries one that breaks off",
)
def test_a_stream_is_answered_to_its_end(events):
    """A request for a response with `stream: true` is answered with status 200, and the answer comes to its end."""
    assert events.outcome == 200


@requirement(
    "responses.stream.content-type",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@content-type",
    breaks="clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(events):
    """A streamed response is declared as `text/event-stream`."""
    assert events.media_type == "text/event-stream"


@requirement(
    "responses.stream.is-events",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@events",
    shows="stream",
    breaks="clients that wait for server-sent events find none, and show nothing",
)
def test_a_stream_has_events(events):
    """A streamed response is a sequence of server-sent events."""
    assert events.eventless == []


@requirement(
    "responses.stream.json",
    MUST,
    basis="schema",
    on=CREATE,
    owns="@json",
    breaks="the official SDKs raise a JSONDecodeError in the middle of the answer",
)
def test_every_event_is_json(events):
    """The data of every event is one JSON object."""
    assert events.unreadable == []


@requirement(
    "responses.stream.no-error",
    MUST,
    basis="sdk",
    on=CREATE,
    owns="@errors",
    breaks="the official SDKs raise, and Codex sends the whole request again",
)
def test_a_valid_request_does_not_fail_in_its_stream(events):
    """The stream of a valid request has no `error` event, and does not end with `response.failed`."""
    assert failures(events) == []


@requirement(
    "responses.stream.ended",
    MUST,
    basis="sdk",
    on=CREATE,
    at_end=True,
    breaks="the official SDKs have no final response, and Codex sends the whole request again",
)
def test_a_stream_says_how_it_ended(events):
    """The stream has one of `response.completed`, `response.incomplete`, `response.failed` and `error`."""
    assert at_the_end(events, "ended") == []


@requirement(
    "responses.stream.error-null",
    SHOULD,
    basis="observed",
    on=CREATE,
    owns=FAILING,
    breaks="clients that look for an `error` in every event they are told of stumble over the missing member",
)
def test_what_did_not_fail_has_no_error(events):
    """The response in an event has `error` and `incomplete_details`, null where there is nothing of the kind."""
    assert events.problems(*FAILING) == []


@requirement(
    "responses.stream.schema",
    MUST,
    basis="schema",
    on=CREATE,
    breaks="typed clients fail to decode the event",
)
def test_every_event_keeps_the_contract(events):
    """Every event keeps the contract in all that no other requirement is about."""
    assert events.residue() == []
