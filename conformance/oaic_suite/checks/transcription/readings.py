"""What was heard: in JSON, as text, as subtitles, or put together from events. What it says is nobody's matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from oaic_suite.evidence.content import Content
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

SEGMENTS, WORDS = "/segments", "/words"
DELTA, SEGMENT, DONE = "transcript.text.delta", "transcript.text.segment", "transcript.text.done"
TYPES = (DELTA, SEGMENT, DONE)
SAID_OF_A_SEGMENT = ("id", "seek", "tokens", "temperature", "avg_logprob", "compression_ratio", "no_speech_prob")
CUE = {
    "srt": re.compile(r"\d+\n\d{2,}:\d{2}:\d{2},\d{3} --> \d{2,}:\d{2}:\d{2},\d{3}(\n|\Z)"),
    "vtt": re.compile(r"(?:[^\n]*\n)?(?:\d{2,}:)?\d{2}:\d{2}\.\d{3} --> (?:\d{2,}:)?\d{2}:\d{2}\.\d{3}"),
}
NO_CUE = ("WEBVTT", "NOTE", "STYLE", "REGION")  # how blocks of WebVTT begin that are none
WINDOW = 30  # seconds that models hear at once; some end the last segment with it
DECLARED = {
    "text": ("text/plain",),
    "srt": ("application/x-subrip", "text/srt", "text/plain"),
    "vtt": ("text/vtt", "text/plain"),
}
ANY_TEXT = ("text/plain", "text/vtt", "text/srt", "application/x-subrip")


def is_verbose(body: Mapping[str, Any]) -> bool:
    return body.get("response_format") == "verbose_json"


def wants_segments(body: Mapping[str, Any]) -> bool:
    return is_verbose(body) and "segment" in (body.get("timestamp_granularities") or ["segment"])


def wants_words(body: Mapping[str, Any]) -> bool:
    return is_verbose(body) and "word" in (body.get("timestamp_granularities") or [])


# --- in JSON -------------------------------------------------------------------------------------------


def missing(reply: Reply, member: str, kind: type | tuple[type, ...], expected: str) -> list[Finding]:
    """A member of a verbose transcript that is not there, or something else."""
    return failing([reply.found(member)], lambda found: isinstance(found, kind) and found is not True, expected)


def stretches(reply: Reply, pattern: str) -> list[Located]:
    """Segments, or words; in a sound without speech there may be none."""
    reply.require_sound(pattern, f"{pattern}/*", f"{pattern}/*/start", f"{pattern}/*/end")
    found = reply.wherever(f"{pattern}/*")
    if not found:
        raise NotApplicable("nothing was heard")
    return found


def untimely(reply: Reply, pattern: str) -> list[Finding]:
    """The stretches that end before they begin, or begin before the one before them."""
    found = stretches(reply, pattern)
    backwards = [each.below("end") for each in found if each.value["end"] < each.value["start"]]
    early = [later.below("start") for former, later in pairwise(found) if later.value["start"] < former.value["start"]]
    return [each.finding("a time that goes on") for each in (*backwards, *early)]


def overlong(reply: Reply) -> list[Finding]:
    """The stretches that end long after the sound."""
    [duration] = reply.sound("/duration")
    found = [end for pattern in (SEGMENTS, WORDS) for end in reply.wherever(f"{pattern}/*/end")]
    if not found:
        raise NotApplicable("nothing was heard")
    limit = float(duration.value) + WINDOW
    return failing(found, lambda end: not isinstance(end, int | float) or end <= limit, f"at most {limit} seconds")


def incomplete(reply: Reply) -> list[Finding]:
    """The members that segments lack."""
    told = stretches(reply, SEGMENTS)
    return [each.below(name).finding("it") for each in told for name in SAID_OF_A_SEGMENT if name not in each.value]


# --- as text and subtitles -----------------------------------------------------------------------------


def form(answer: Content) -> str:
    return str(answer.request.get("response_format"))


def text(answer: Content) -> str:
    try:
        return answer.content.decode()
    except UnicodeDecodeError:
        raise NotEstablished("the text is not UTF-8", answer.owner("@utf-8")) from None


def in_json(answer: Content) -> list[Finding]:
    """A transcript that stands in an object, where it was asked for as it is."""
    try:
        found = json.loads(answer.content)
    except ValueError:
        return []
    return [Finding(answer.place(), "a text", answer.content[:60].decode())] if isinstance(found, dict) else []


def not_utf8(answer: Content) -> list[Finding]:
    try:
        answer.content.decode()
    except UnicodeDecodeError as wrong:
        return [Finding(answer.place(span=(wrong.start, wrong.end)), "text in UTF-8", repr(answer.content[:40]))]
    return []


def no_cues(answer: Content) -> list[Finding]:
    """The blocks of subtitles that do not say when they are shown."""
    if in_json(answer):
        raise NotEstablished("the transcript is JSON", answer.owner("@text"))
    wrong = [block for block in blocks(answer) if not CUE[form(answer)].match(block)]
    return [Finding(answer.place(), f"a cue of {form(answer)} with its times", repr(block[:60])) for block in wrong]


def misnumbered(answer: Content) -> list[Finding]:
    """The cues of SubRip whose number is not that of their place, from 1."""
    if no_cues(answer):
        raise NotEstablished("the subtitles are no cues", "transcription.written.cues")
    told = [(place, block.partition("\n")[0]) for place, block in enumerate(blocks(answer), 1)]
    return [Finding(answer.place(), f"cue {place}", f"cue {number}") for place, number in told if int(number) != place]


def blocks(answer: Content) -> Iterator[str]:
    """What stands between blank lines, but for headers and notes."""
    said = text(answer).removeprefix("\ufeff").replace("\r\n", "\n")
    for block in re.split(r"\n{2,}", said.strip("\n")):
        if block and not (form(answer) == "vtt" and block.startswith(NO_CUE)):
            yield block


def headless(answer: Content) -> list[Finding]:
    """WebVTT that does not say so at its beginning."""
    beginning = text(answer).removeprefix("\ufeff")[:12]
    return (
        [] if beginning.startswith("WEBVTT") else [Finding(answer.place(), "WEBVTT at the beginning", repr(beginning))]
    )


def misdeclared(answer: Content) -> list[Finding]:
    if in_json(answer):
        raise NotEstablished("the transcript is JSON", answer.owner("@text"))
    wanted, found = DECLARED.get(form(answer), ANY_TEXT), answer.media_type
    return (
        []
        if found in wanted
        else [Finding(answer.place(header="content-type"), " or ".join(wanted), found or "nothing")]
    )


# --- in events -----------------------------------------------------------------------------------------


def unlike_the_whole(stream: Stream) -> list[Finding]:
    """The text at the end, where the pieces before it do not add up to it."""
    if stream.unended_by(DONE):
        raise NotEstablished("the stream does not say that it is done", stream.owner("@ended"))
    pieces = [chunk.get("delta") for chunk in stream.complete if chunk.get("type") == DELTA]
    whole = stream.complete[-1].below("text")
    if not pieces or ABSENT in pieces or not isinstance(whole.value, str):
        raise NotApplicable("the text did not come in pieces")
    joined = "".join(map(str, pieces))
    return [] if joined.strip() == whole.value.strip() else [whole.finding(repr(joined))]
