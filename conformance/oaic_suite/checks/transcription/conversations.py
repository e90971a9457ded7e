"""A tone, written down in one form or another: what several files of checks read."""

from oaic_suite.checks.chat.conversations import granted, with_format
from oaic_suite.checks.transcription.surface import TRANSCRIPTION
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation

VERBOSE = {"response_format": "verbose_json"}
SHAPES = {
    "plain": {},
    "not-streamed": {"stream": False},
    "helped": {"language": "en", "prompt": "A parrot.", "temperature": 0},
    "verbose": VERBOSE,
    "words": VERBOSE | {"timestamp_granularities": ["word"]},
}
WRITTEN = {form: {"response_format": form} for form in ("text", "srt", "vtt")}


@conversation(control=True)
def heard(target):
    """What is asked in the plainest way, beside which other requests are judged."""
    target.capabilities.require("transcription")
    return Reply(target.ask(TRANSCRIPTION))


@conversation("reply", SHAPES)
def transcript(target, variant):
    """In JSON; of the ways to ask for it a server may do without some."""
    target.capabilities.require("transcription")
    return granted(target.ask(TRANSCRIPTION, **variant), with_format(variant))


@conversation("bytes", WRITTEN)
def written_transcript(target, variant):
    """As text, or as subtitles."""
    target.capabilities.require("transcription")
    return granted(target.ask(TRANSCRIPTION, **variant), with_format(variant))


@conversation("stream")
def transcript_events(target):
    """In events."""
    target.capabilities.require("transcription-stream")
    return target.ask(TRANSCRIPTION, stream=True)
