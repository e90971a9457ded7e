"""Speech written down as text and as subtitles: as it is, and declared as such."""

from oaic_suite.checks.transcription import readings
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

SUBTITLES = ("srt", "vtt")


def in_subtitles(body):
    return body.get("response_format") in SUBTITLES


def in_subrip(body):
    return body.get("response_format") == "srt"


def in_webvtt(body):
    return body.get("response_format") == "vtt"


@requirement(
    "transcription.written.status",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@outcome",
    breaks="who wants a text, or subtitles, gets nothing",
)
def test_a_sound_is_written_down_as_text(written_transcript):
    """A form that asks for text, srt or vtt is answered with status 200."""
    assert written_transcript.outcome == 200


@requirement(
    "transcription.written.text",
    MUST,
    basis="sdk",
    on=TRANSCRIPTION,
    owns="@text",
    shows="response_format",
    breaks="the official SDKs hand on what comes: braces and quotes stand in the subtitles",
)
def test_a_text_is_no_json(written_transcript):
    """A transcript asked for as text, srt or vtt is not wrapped in JSON."""
    assert readings.in_json(written_transcript) == []


@requirement(
    "transcription.written.utf8",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    owns="@utf-8",
    breaks="players show other letters, or raise an error",
)
def test_a_text_is_utf8(written_transcript):
    """A transcript asked for as text, srt or vtt is UTF-8."""
    assert readings.not_utf8(written_transcript) == []


@requirement(
    "transcription.written.cues",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    when=in_subtitles,
    breaks="no player reads the file: all it knows is cues with their times",
)
def test_subtitles_have_times(written_transcript):
    """Subtitles are cues with their times, as SubRip and WebVTT write them; there may be none."""
    assert readings.no_cues(written_transcript) == []


@requirement("transcription.written.numbered", INFO, basis="hearsay", on=TRANSCRIPTION, when=in_subrip)
def test_subrip_is_numbered(written_transcript):
    """The cues of SubRip are numbered from 1."""
    assert readings.misnumbered(written_transcript) == []


@requirement(
    "transcription.written.webvtt",
    MUST,
    basis="schema",
    on=TRANSCRIPTION,
    when=in_webvtt,
    breaks="browsers refuse a track that does not begin so",
)
def test_webvtt_says_so(written_transcript):
    """Subtitles asked for as vtt begin with `WEBVTT`."""
    assert readings.headless(written_transcript) == []


@requirement(
    "transcription.written.content-type",
    SHOULD,
    basis="observed",
    on=TRANSCRIPTION,
    owns="@content-type",
    breaks="browsers take no track that is declared as something else, and clients decode text as JSON",
)
def test_a_text_is_declared_as_what_it_is(written_transcript):
    """A text is declared as `text/plain`; subtitles too, or as `text/vtt`, `text/srt` or `application/x-subrip`."""
    assert readings.misdeclared(written_transcript) == []
