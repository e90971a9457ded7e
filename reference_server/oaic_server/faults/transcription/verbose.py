"""Verbose transcripts whose times and stretches are missing, or are something else."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import TRANSCRIPTION
from oaic_server.faults.transcription.replies import in_verbose

Stretch = dict[str, Any]


def stretches(reply: Reply, member: str) -> list[Stretch]:
    return list(reply.body.get(member) or [])


@fault("transcription.verbose.duration", on=TRANSCRIPTION)
@in_verbose
def the_duration_is_a_text(reply: Reply) -> None:
    reply.body["duration"] = str(reply.body["duration"])


@fault(
    "transcription.verbose.duration:ignored",
    on=TRANSCRIPTION,
    also={
        "transcription.verbose.language": "a short transcript tells no language",
        "transcription.verbose.segments": "nor segments",
        "transcription.verbose.words": "nor words",
    },
)
@in_verbose
def every_transcript_is_short(reply: Reply) -> None:
    reply.body = {"text": reply.body["text"]}


@fault("transcription.verbose.lasting", on=TRANSCRIPTION)
@in_verbose
def the_duration_is_not_measured(reply: Reply) -> None:
    reply.body["duration"] = 0.0


@fault("transcription.verbose.language", on=TRANSCRIPTION)
@in_verbose
def the_language_is_not_told(reply: Reply) -> None:
    del reply.body["language"]


@fault("transcription.verbose.segments", on=TRANSCRIPTION)
@in_verbose
def there_are_no_segments(reply: Reply) -> None:
    reply.body.pop("segments", None)


@fault("transcription.verbose.segment", on=TRANSCRIPTION)
@in_verbose
def times_of_segments_are_texts(reply: Reply) -> None:
    for segment in stretches(reply, "segments"):
        segment["start"] = f"{segment['start']}s"


@fault("transcription.verbose.segment-whole", on=TRANSCRIPTION)
@in_verbose
def segments_have_no_tokens(reply: Reply) -> None:
    for segment in stretches(reply, "segments"):
        del segment["tokens"]


@fault("transcription.verbose.in-seconds", on=TRANSCRIPTION)
@in_verbose
def times_are_in_nanoseconds(reply: Reply) -> None:
    for stretch in (*stretches(reply, "segments"), *stretches(reply, "words")):
        stretch["start"], stretch["end"] = stretch["start"] * 1e9, stretch["end"] * 1e9


@fault("transcription.verbose.segments-in-order", on=TRANSCRIPTION)
@in_verbose
def segments_end_before_they_begin(reply: Reply) -> None:
    for segment in stretches(reply, "segments"):
        segment["start"], segment["end"] = segment["end"], segment["start"]


@fault("transcription.verbose.in-seconds:milliseconds", on=TRANSCRIPTION)
@in_verbose
def times_are_milliseconds(reply: Reply) -> None:
    for stretch in stretches(reply, "segments") + stretches(reply, "words"):
        stretch |= {"start": stretch["start"] * 1000, "end": (stretch["end"] + 0.1) * 1000}


@fault("transcription.verbose.words", on=TRANSCRIPTION)
@in_verbose
def words_are_not_told(reply: Reply) -> None:
    reply.body.pop("words", None)


@fault("transcription.verbose.word", on=TRANSCRIPTION)
@in_verbose
def words_are_called_texts(reply: Reply) -> None:
    for word in stretches(reply, "words"):
        word["text"] = word.pop("word")


@fault("transcription.verbose.words-in-order", on=TRANSCRIPTION)
@in_verbose
def the_last_word_comes_first(reply: Reply) -> None:
    if reply.body.get("words"):
        reply.body["words"].reverse()


@benign("transcription.verbose.silence", on=TRANSCRIPTION)
@in_verbose
def nothing_was_said(reply: Reply) -> None:
    reply.body |= {"text": "", **{member: [] for member in ("segments", "words") if member in reply.body}}


@benign("transcription.verbose.as-whisper", on=TRANSCRIPTION)
@in_verbose
def it_says_what_it_was_asked_for(reply: Reply) -> None:
    reply.body["task"] = "transcribe"
