"""Speech written down verbosely: in which language, how long, and when each stretch is said."""

from oaic_suite.checks.transcription import readings
from oaic_suite.checks.transcription.readings import SEGMENTS, WORDS
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


def about(id, level, when, breaks, *, owns=(), basis="schema", shows=()):
    return requirement(id, level, basis=basis, on=TRANSCRIPTION, when=when, owns=owns, breaks=breaks, shows=shows)


@about(
    "transcription.verbose.duration",
    MUST,
    readings.is_verbose,
    "typed decoders fail, and what is billed by the second is not billed",
    owns="/duration",
    shows="response_format",
)
def test_a_verbose_transcript_has_a_duration(transcript):
    """A verbose transcript has a `duration` that is a number."""
    assert readings.missing(transcript, "duration", (int, float), "seconds, as a number") == []


@about(
    "transcription.verbose.lasting",
    SHOULD,
    readings.is_verbose,
    "what is billed by the second is free, and who divides by the duration fails",
)
def test_a_sound_takes_time(transcript):
    """The `duration` of a sound is more than none."""
    assert failing(transcript.sound("/duration"), lambda seconds: float(seconds) > 0, "more than 0 seconds") == []


@about(
    "transcription.verbose.language",
    SHOULD,
    readings.is_verbose,
    "typed decoders fail, and nobody knows which subtitles these are",
    owns="/language",
)
def test_a_verbose_transcript_has_a_language(transcript):
    """A verbose transcript has a `language` that is a string."""
    assert readings.missing(transcript, "language", str, "a string") == []


@about(
    "transcription.verbose.segments",
    MUST,
    readings.wants_segments,
    "subtitle editors find no segments, and make no subtitles",
    owns=SEGMENTS,
)
def test_a_verbose_transcript_has_segments(transcript):
    """A verbose transcript has `segments`, unless words alone are asked for; there may be none."""
    assert readings.missing(transcript, "segments", list, "an array") == []


@about(
    "transcription.verbose.segment",
    MUST,
    readings.wants_segments,
    "subtitle editors read start, end and text of each segment and fail",
    owns=(f"{SEGMENTS}/*", f"{SEGMENTS}/*/start", f"{SEGMENTS}/*/end", f"{SEGMENTS}/*/text"),
)
def test_a_segment_says_when_and_what(transcript):
    """Every segment has `start` and `end` in seconds, and a `text`."""
    assert malformed(transcript, SEGMENTS, "text") == []


@about(
    "transcription.verbose.segment-whole",
    SHOULD,
    readings.wants_segments,
    "the official SDKs have a member for each, and strict decoders of other languages fail without",
    owns="@segment",
)
def test_a_segment_is_complete(transcript):
    """Every segment has id, seek, tokens, temperature, avg_logprob, compression_ratio and no_speech_prob too."""
    assert readings.incomplete(transcript) == []


@about(
    "transcription.verbose.segments-in-order",
    SHOULD,
    readings.wants_segments,
    "subtitles are shown out of turn, or not at all",
)
def test_segments_follow_each_other(transcript):
    """No segment ends before it begins, or begins before the one before it."""
    assert readings.untimely(transcript, SEGMENTS) == []


@about(
    "transcription.verbose.in-seconds",
    SHOULD,
    readings.is_verbose,
    "subtitles of a minute are spread over a day",
    basis="observed",
)
def test_times_are_within_the_sound(transcript):
    """No segment or word ends after the `duration`, but for the rest of the half minute that models look at."""
    assert readings.overlong(transcript) == []


@about(
    "transcription.verbose.words",
    MUST,
    readings.wants_words,
    "karaoke and editors that cut by the word find no words",
    owns=WORDS,
    shows="timestamp_granularities",
)
def test_a_verbose_transcript_has_the_words_asked_for(transcript):
    """A verbose transcript has `words` where `timestamp_granularities` asks for them; there may be none."""
    assert readings.missing(transcript, "words", list, "an array") == []


@about(
    "transcription.verbose.word",
    MUST,
    readings.wants_words,
    "editors that cut by the word read its times and fail",
    owns=(f"{WORDS}/*", f"{WORDS}/*/start", f"{WORDS}/*/end", f"{WORDS}/*/word"),
)
def test_a_word_says_when_and_what(transcript):
    """Every word has `start` and `end` in seconds, and a `word`."""
    assert malformed(transcript, WORDS, "word") == []


@about(
    "transcription.verbose.words-in-order",
    SHOULD,
    readings.wants_words,
    "words light up out of turn",
)
def test_words_follow_each_other(transcript):
    """No word ends before it begins, or begins before the one before it."""
    assert readings.untimely(transcript, WORDS) == []


def malformed(reply, pattern, said):
    """What the contract has against stretches; the array must be one."""
    reply.require_sound(pattern)
    if not reply.wherever(f"{pattern}/*"):
        raise NotApplicable("nothing was heard")
    return reply.problems(*(f"{pattern}/*{name}" for name in ("", "/start", "/end", f"/{said}")))
