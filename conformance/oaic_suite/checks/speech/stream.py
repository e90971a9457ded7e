"""A text as a sound in events: pieces that add up, and an end."""

from __future__ import annotations

from oaic_suite.checks.images.readings import miscounted
from oaic_suite.checks.speech import readings
from oaic_suite.checks.speech.readings import DELTA, DONE
from oaic_suite.checks.speech.surface import SPEECH
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "speech.stream.outcome",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@outcome",
    breaks="programs that speak while the rest is still being made stay silent",
)
def test_a_stream_is_answered_to_its_end(spoken_events):
    """A request to speak with `stream_format: sse` is answered with status 200, and the answer comes to its end."""
    assert spoken_events.outcome == 200


@requirement(
    "speech.stream.content-type",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@content-type",
    breaks="clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(spoken_events):
    """A sound in events is declared as `text/event-stream`."""
    assert spoken_events.media_type == "text/event-stream"


@requirement(
    "speech.stream.is-events",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@events",
    shows="stream_format",
    breaks="clients that wait for events find bytes of sound, and fail on the first",
)
def test_a_stream_has_events(spoken_events):
    """A sound that is asked for in events is a sequence of server-sent events."""
    assert spoken_events.eventless == []


@requirement(
    "speech.stream.json",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@json",
    breaks="every client decodes each event and raises an error",
)
def test_every_event_is_json(spoken_events):
    """The data of every event is one JSON object."""
    assert spoken_events.unreadable == []


@requirement(
    "speech.stream.no-error",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@errors",
    breaks="half a sentence is spoken",
)
def test_a_valid_request_does_not_fail_in_its_stream(spoken_events):
    """The stream of a valid request carries no error."""
    assert spoken_events.errors == []


@requirement(
    "speech.stream.type",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="/type",
    breaks="clients that tell events apart by `type` skip what has another",
)
def test_every_event_says_what_it_is(spoken_events):
    """Every event has a `type`: `speech.audio.delta` or `speech.audio.done`."""
    assert failing(spoken_events.members("type"), lambda type: type in (DELTA, DONE), f"{DELTA} or {DONE}") == []


@requirement(
    "speech.stream.pieces",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@pieces",
    at_end=True,
    breaks="users hear nothing",
)
def test_a_stream_has_pieces_of_sound(spoken_events):
    """A stream has at least one `speech.audio.delta`."""
    assert silent(spoken_events) == []


@requirement(
    "speech.stream.base64",
    MUST,
    basis="schema",
    on=SPEECH,
    owns=("/audio", "@base64"),
    breaks="players that decode each piece as it comes raise an error",
)
def test_each_piece_is_base64(spoken_events):
    """The `audio` of each `speech.audio.delta` is base64 by itself."""
    assert readings.undecodable(spoken_events) == []


@requirement(
    "speech.stream.sound",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@sound",
    breaks="no player opens what the pieces add up to",
)
def test_the_pieces_add_up_to_a_sound(spoken_events):
    """The pieces, one behind the other, are a sound in the `response_format` asked for; where none is, an MP3."""
    assert readings.streamed_in_another_format(spoken_events) == []


@requirement(
    "speech.stream.done",
    MUST,
    basis="schema",
    on=SPEECH,
    owns="@ended",
    at_end=True,
    breaks="clients that wait for the end of the sound wait until they time out",
)
def test_a_stream_says_that_it_is_done(spoken_events):
    """A stream ends with its one `speech.audio.done`."""
    assert spoken_events.unended_by(DONE) == []


@requirement(
    "speech.stream.total",
    SHOULD,
    basis="schema",
    on=SPEECH,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(spoken_events):
    """`total_tokens` is the sum of `input_tokens` and `output_tokens`."""
    assert miscounted(spoken_events) == []


@requirement(
    "speech.stream.schema",
    SHOULD,
    basis="schema",
    on=SPEECH,
    breaks="typed clients fail to decode the event",
)
def test_every_event_keeps_the_contract(spoken_events):
    """Whatever else an event holds keeps the contract."""
    assert spoken_events.residue() == []


# --- what was established ------------------------------------------------------------------------------


def silent(stream: Stream) -> list[Finding]:
    """The last event of a stream that has no piece of sound."""
    has_any = any(chunk.get("type") == DELTA for chunk in stream.complete)
    return [] if has_any else [stream.complete[-1].below("type").finding(DELTA)]
