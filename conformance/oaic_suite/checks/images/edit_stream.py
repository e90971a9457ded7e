"""An edited picture that is told as it comes to be."""

from __future__ import annotations

from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.images import readings
from oaic_suite.checks.images.surface import EDIT
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

PARTIAL, COMPLETED = "image_edit.partial_image", "image_edit.completed"
PAINTED = "/b64_json"


@conversation("stream")
def edit_stream(target):
    target.capabilities.require("image-edits-stream")
    return granted(target.ask(EDIT, stream=True, partial_images=1), ("partial_images",))


def about(id, level, breaks, *, owns=(), at_end=False):
    return requirement(id, level, basis="schema", on=EDIT, owns=owns, breaks=breaks, at_end=at_end)


@about("images.edit-stream.outcome", MUST, "programs that show a picture as it comes to be show none", owns="@outcome")
def test_a_stream_is_answered_to_its_end(edit_stream):
    """A form with `stream` of `true` is answered with status 200, and the answer comes to its end."""
    assert edit_stream.outcome == 200


@about("images.edit-stream.is-events", MUST, "clients that wait for server-sent events find none", owns="@events")
def test_a_stream_has_events(edit_stream):
    """A streamed edit is a sequence of server-sent events."""
    assert edit_stream.eventless == []


@about("images.edit-stream.json", MUST, "the official SDKs raise a JSONDecodeError", owns="@json")
def test_every_event_is_json(edit_stream):
    """The data of every event is one JSON object."""
    assert edit_stream.unreadable == []


@about(
    "images.edit-stream.completed",
    MUST,
    "clients that wait for the finished picture wait in vain: they know events by their type",
    owns=("/type", "@completed"),
    at_end=True,
)
def test_every_picture_is_completed(edit_stream):
    """Events are `image_edit.partial_image`, and at last one `image_edit.completed` for each picture."""
    assert uncompleted(edit_stream) == []


@about("images.edit-stream.readable", MUST, "every decoder refuses the file", owns=(PAINTED, "@image", "@base64"))
def test_every_picture_can_be_opened(edit_stream):
    """Every event has a `b64_json` that holds a whole picture."""
    assert edit_stream.problems(PAINTED) + readings.unreadable(edit_stream, PAINTED) == []


@about("images.edit-stream.schema", SHOULD, "typed clients fail to decode the event")
def test_every_event_keeps_the_contract(edit_stream):
    """Whatever else an event holds keeps the contract."""
    assert edit_stream.residue() == []


def uncompleted(stream: Stream) -> list[Finding]:
    """The events of another type; else the last, where it completes nothing."""
    strangers = [each for each in stream.members("type") if each.value not in (PARTIAL, COMPLETED)]
    told = [chunk.get("type") for chunk in stream.complete]
    if not strangers and told.count(COMPLETED) == (stream.request.get("n") or 1) and told[-1] == COMPLETED:
        return []
    wrong = strangers[0] if strangers else stream.complete[-1].below("type")
    return [wrong.finding(f"{PARTIAL}, and {COMPLETED} for each picture, at the end")]
