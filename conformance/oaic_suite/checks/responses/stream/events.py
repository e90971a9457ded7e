"""Each event of a stream by itself: its name, its type and its number."""

from oaic_suite.checks.responses.readings.grammar import at_the_end, broken
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.stream.events.type",
    MUST,
    basis="sdk",
    on=CREATE,
    owns="/type",
    breaks="every client tells events apart by the `type` in their data; what has none is dropped",
)
def test_an_event_has_a_type(events):
    """The data of every event has a `type`."""
    assert broken(events, "type") == []


@requirement(
    "responses.stream.events.named",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that listen for events by their names, as browsers do, hear nothing",
)
def test_an_event_is_named_by_its_type(events):
    """The field `event:` of every event is the `type` in its data."""
    assert broken(events, "event-field") == []


@requirement(
    "responses.stream.events.numbered",
    MUST,
    basis="schema",
    on=CREATE,
    owns="/sequence_number",
    breaks="typed clients fail without `sequence_number`; who resumes after a number loses events, or gets them twice",
)
def test_events_are_numbered(events):
    """Every event has a `sequence_number`, each one more than the last."""
    assert broken(events, "number") == []


# Upstream does not state where numbers begin; recorded streams all begin so.
@requirement(
    "responses.stream.events.from-nought",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="who counts events, and asks for what comes after the third by its number, gets one of them twice",
)
def test_numbers_begin_with_nought(events):
    """The first event has the `sequence_number` 0."""
    assert broken(events, "number-first") == []


@requirement(
    "responses.stream.events.terminator",
    SHOULD,
    basis="observed",
    on=CREATE,
    at_end=True,
    breaks="clients that stop at `[DONE]` miss the end of the response",
)
def test_a_terminator_comes_once_and_last(events):
    """`data: [DONE]`, where a stream has it, comes once, after all events."""
    assert at_the_end(events, "terminator") == []
