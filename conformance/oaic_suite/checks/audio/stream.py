"""Answers aloud, streamed: sound and transcript in pieces that add up."""

from oaic_suite.checks.audio.readings import (
    DELTAS,
    aloud,
    changed,
    choices_without_sound,
    malformed,
    missing,
    unreadable,
)
from oaic_suite.checks.chat.readings.choices import unfinished
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


def about_spoken_stream(id, level, *, basis="observed", owns=(), breaks="", at_end=False):
    """A requirement about every streamed answer to a request for speech."""
    return requirement(id, level, basis=basis, on=CHAT, when=aloud, owns=owns, breaks=breaks, at_end=at_end)


@requirement(
    "audio.stream.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications that speak while the answer is still being made fail",
)
def test_an_answer_aloud_may_be_streamed(spoken_stream):
    """A request for text and audio may be streamed, in the format pcm16."""
    assert spoken_stream.outcome == 200


@about_spoken_stream(
    "audio.stream.audio",
    SHOULD,
    basis="sdk",
    owns="@audio",
    breaks="players wait for a sound that never comes: the wish was taken and forgotten",
)
def test_a_stream_aloud_has_sound(spoken_stream):
    """Every choice of a stream that was asked for aloud has deltas with `audio`."""
    assert choices_without_sound(spoken_stream) == []


@about_spoken_stream(
    "audio.stream.members",
    SHOULD,
    basis="sdk",
    owns=(DELTAS, f"{DELTAS}/**"),
    breaks="clients that append texts and decode data raise TypeError on anything else",
)
def test_a_piece_of_sound_is_an_object_of_texts(spoken_stream):
    """The `audio` of a delta is an object whose id, data and transcript, where there, are strings."""
    assert malformed(spoken_stream) == []


@about_spoken_stream("audio.stream.id", SHOULD, breaks="the conversation cannot go on: there is nothing to refer to")
def test_a_streamed_sound_has_an_id(spoken_stream):
    """The sound of a streamed choice is given an `id`."""
    assert missing(spoken_stream, "id") == []


@about_spoken_stream("audio.stream.one-id", SHOULD, breaks="clients that tell sounds apart by id see one as many")
def test_a_streamed_sound_keeps_its_id(spoken_stream):
    """Every `id` in the sound of a streamed choice is the same."""
    assert changed(spoken_stream, "id") == []


@about_spoken_stream("audio.stream.data", SHOULD, owns="@data", breaks="users hear nothing", at_end=True)
def test_a_streamed_sound_has_data(spoken_stream):
    """The sound of a streamed choice has `data`."""
    assert missing(spoken_stream, "data") == []


@about_spoken_stream("audio.stream.base64", SHOULD, breaks="players that decode each piece as it comes raise an error")
def test_each_piece_of_data_is_base64(spoken_stream):
    """The `data` of each delta is base64 by itself."""
    assert unreadable(spoken_stream) == []


@about_spoken_stream("audio.stream.transcript", SHOULD, breaks="subtitles and logs stay blank", at_end=True)
def test_a_streamed_sound_has_a_transcript(spoken_stream):
    """The sound of a streamed choice has a `transcript`."""
    assert missing(spoken_stream, "transcript") == []


@about_spoken_stream(
    "audio.stream.expires-at", SHOULD, breaks="nobody knows for how long the sound can be referred to", at_end=True
)
def test_a_streamed_sound_has_an_end(spoken_stream):
    """The sound of a streamed choice is given an `expires_at`."""
    assert missing(spoken_stream, "expires_at") == []


# The service itself never finishes a choice aloud, though the official Node SDK's stream helper raises an error then.
@about_spoken_stream("audio.stream.finished", INFO, basis="sdk", at_end=True)
def test_a_choice_aloud_finishes(spoken_stream):
    """Every choice of a stream aloud is given a `finish_reason` before it ends."""
    assert unfinished(spoken_stream) == []
