"""A picture that is told as it comes to be: parts of it first, and at last all of it."""

from __future__ import annotations

from oaic_suite.checks.images import readings
from oaic_suite.checks.images.surface import GENERATION
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

PARTIAL, COMPLETED = "image_generation.partial_image", "image_generation.completed"
PAINTED, INDEX = "/b64_json", "/partial_image_index"


@requirement(
    "images.stream.outcome",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@outcome",
    breaks="programs that show a picture as it comes to be show none",
)
def test_a_stream_is_answered_to_its_end(picture_stream):
    """A request for a picture with `stream: true` is answered with status 200, and the answer comes to its end."""
    assert picture_stream.outcome == 200


@requirement(
    "images.stream.content-type",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@content-type",
    breaks="clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(picture_stream):
    """A streamed picture is declared as `text/event-stream`."""
    assert picture_stream.media_type == "text/event-stream"


@requirement(
    "images.stream.is-events",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@events",
    shows="stream",
    breaks="clients that wait for server-sent events find none, and show nothing",
)
def test_a_stream_has_events(picture_stream):
    """A streamed picture is a sequence of server-sent events."""
    assert picture_stream.eventless == []


@requirement(
    "images.stream.json",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@json",
    breaks="the official SDKs raise a JSONDecodeError before the picture is there",
)
def test_every_event_is_json(picture_stream):
    """The data of every event is one JSON object."""
    assert picture_stream.unreadable == []


@requirement(
    "images.stream.no-error",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns="@errors",
    breaks="the official SDKs raise in the middle of the answer",
)
def test_a_valid_request_does_not_fail_in_its_stream(picture_stream):
    """The stream of a valid request carries no error."""
    assert picture_stream.errors == []


@requirement(
    "images.stream.type",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns="/type",
    breaks="the official SDKs tell events apart by `type`: what has another is lost on every caller",
)
def test_every_event_says_what_it_is(picture_stream):
    """Every event has a `type`: `image_generation.partial_image` or `image_generation.completed`."""
    assert failing(types(picture_stream), known, f"{PARTIAL} or {COMPLETED}") == []


@requirement(
    "images.stream.completed",
    MUST,
    basis="sdk",
    on=GENERATION,
    owns="@completed",
    at_end=True,
    breaks="clients that wait for the finished picture wait in vain, or keep the half that they have",
)
def test_every_picture_is_completed(picture_stream):
    """A stream has one `image_generation.completed` for each picture, and it ends with one."""
    assert uncompleted(picture_stream) == []


@requirement(
    "images.stream.partial-images",
    SHOULD,
    basis="schema",
    on=GENERATION,
    shows="partial_images",
    breaks="each further part is paid for, and takes the time of the picture",
)
def test_no_more_parts_come_than_were_asked_for(picture_stream):
    """A picture comes no more often before it is done than `partial_images` allows; fewer times are fine."""
    assert too_many(picture_stream) == []


@requirement(
    "images.stream.partial-index",
    SHOULD,
    basis="schema",
    on=GENERATION,
    owns=INDEX,
    when=readings.asks_for_parts,
    breaks="clients that show the latest part by its number go back to an earlier one",
)
def test_parts_are_numbered(picture_stream):
    """The parts of a picture have a `partial_image_index` that counts up: 0, 1, 2."""
    assert misnumbered(picture_stream) == []


@requirement(
    "images.stream.base64",
    MUST,
    basis="schema",
    on=GENERATION,
    owns=(PAINTED, "@base64"),
    breaks="every client decodes base64 and raises an error",
)
def test_every_event_has_a_picture_in_base64(picture_stream):
    """Every event has a `b64_json` that is base64."""
    assert picture_stream.problems(PAINTED) + readings.undecodable(picture_stream, PAINTED) == []


@requirement(
    "images.stream.readable",
    MUST,
    basis="schema",
    on=GENERATION,
    owns="@image",
    breaks="every decoder refuses the file: parts are pictures too, not pieces of one",
)
def test_every_picture_can_be_opened(picture_stream):
    """Every `b64_json` holds a whole picture."""
    assert readings.unreadable(picture_stream, PAINTED) == []


@requirement(
    "images.stream.total",
    SHOULD,
    basis="schema",
    on=GENERATION,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(picture_stream):
    """The `total_tokens` of a completed picture are the sum of `input_tokens` and `output_tokens`."""
    assert readings.miscounted(picture_stream) == []


@requirement(
    "images.stream.schema",
    SHOULD,
    basis="schema",
    on=GENERATION,
    breaks="typed clients fail to decode the event",
)
def test_every_event_keeps_the_contract(picture_stream):
    """Whatever else an event holds keeps the contract."""
    assert picture_stream.residue() == []


# --- what was established ------------------------------------------------------------------------------


def types(stream: Stream) -> list[Located]:
    return stream.members("type")


def known(type: object) -> bool:
    return type in (PARTIAL, COMPLETED)


def uncompleted(stream: Stream) -> list[Finding]:
    """The last event, where it is none, or where there are more or fewer than pictures."""
    told = [chunk.get("type") for chunk in stream.complete]
    pictures = stream.request.get("n") or 1
    if told.count(COMPLETED) == pictures and told[-1] == COMPLETED:
        return []
    found = f"{told.count(COMPLETED)} of {len(told)} events, the last of them {told[-1]!r}"
    return [Finding(stream.complete[-1].place, f"{COMPLETED} {pictures} times, and at the end", found)]


def turns(stream: Stream) -> list[list[Located]]:
    """The parts of each picture, up to the event that completes it."""
    found: list[list[Located]] = [[]]
    for chunk in stream.chunks:
        if chunk.get("type") == PARTIAL:
            found[-1].append(chunk)
        else:
            found.append([])
    return found


def too_many(stream: Stream) -> list[Finding]:
    most = stream.request.get("partial_images") or 0
    return [part.finding(f"{most} parts at most") for turn in turns(stream) for part in turn[most:]]


def misnumbered(stream: Stream) -> list[Finding]:
    """The parts that are not numbered by their place; none need come."""
    if not any(turns(stream)):
        raise NotApplicable("no part of a picture came before it was done")
    return [
        part.below("partial_image_index").finding(str(place))
        for turn in turns(stream)
        for place, part in enumerate(turn)
        if part.get("partial_image_index") != place
    ]
