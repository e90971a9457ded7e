"""Speech written down in events, as it is heard."""

from oaic_suite.checks.transcription import readings
from oaic_suite.checks.transcription.readings import TYPES
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "transcription.stream.outcome",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@outcome",
    breaks="programs that show what is said as it is heard show nothing",
)
def test_a_stream_is_answered_to_its_end(transcript_events):
    """A form with `stream` of `true` is answered with status 200, and the answer comes to its end."""
    assert transcript_events.outcome == 200


# The service itself ignores the member where the model is its oldest.
@requirement(
    "transcription.stream.is-events",
    SHOULD,
    basis="observed",
    on=TRANSCRIPTION,
    owns="@events",
    shows="stream",
    breaks="clients that wait for server-sent events find none, and show nothing",
)
def test_a_stream_has_events(transcript_events):
    """A transcript that is asked for as a stream is a sequence of server-sent events."""
    assert transcript_events.eventless == []


@requirement(
    "transcription.stream.content-type",
    SHOULD,
    basis="observed",
    on=TRANSCRIPTION,
    owns="@content-type",
    breaks="clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(transcript_events):
    """A streamed transcript is declared as `text/event-stream`."""
    assert transcript_events.media_type == "text/event-stream"


@requirement(
    "transcription.stream.json",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@json",
    breaks="the official SDKs raise a JSONDecodeError in the middle of the answer",
)
def test_every_event_is_json(transcript_events):
    """The data of every event is one JSON object."""
    assert transcript_events.unreadable == []


@requirement(
    "transcription.stream.no-error",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    owns="@errors",
    breaks="the official SDKs raise in the middle of the answer",
)
def test_a_valid_request_does_not_fail_in_its_stream(transcript_events):
    """The stream of a valid request carries no error."""
    assert transcript_events.errors == []


@requirement(
    "transcription.stream.type",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    owns="/type",
    breaks="the official SDKs tell events apart by `type`: Java sees unknown ones, the others hand on empty objects",
)
def test_every_event_says_what_it_is(transcript_events):
    """Every event has a `type`: `transcript.text.delta`, `transcript.text.segment` or `transcript.text.done`."""
    assert failing(transcript_events.members("type"), lambda type: type in TYPES, " or ".join(TYPES)) == []


@requirement(
    "transcription.stream.done",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    owns="@ended",
    at_end=True,
    breaks="clients that keep the text of the last event keep nothing",
)
def test_a_stream_says_that_it_is_done(transcript_events):
    """A stream ends with its one `transcript.text.done`."""
    assert transcript_events.unended_by(readings.DONE) == []


@requirement(
    "transcription.stream.whole",
    SHOULD,
    basis="schema",
    on=TRANSCRIPTION,
    at_end=True,
    breaks="what was shown while it was heard is another text than the one that is kept",
)
def test_the_pieces_add_up_to_the_text(transcript_events):
    """The deltas, one behind the other, are the `text` at the end, but for space around it."""
    assert readings.unlike_the_whole(transcript_events) == []


@requirement(
    "transcription.stream.schema",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    breaks="typed clients fail to decode the event",
)
def test_every_event_keeps_the_contract(transcript_events):
    """Whatever else an event holds keeps the contract."""
    assert transcript_events.residue() == []
