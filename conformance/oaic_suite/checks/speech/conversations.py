"""A word spoken: what several files of checks read."""

from oaic_suite.checks.chat.conversations import granted, with_format
from oaic_suite.checks.speech.readings import DECLARED
from oaic_suite.checks.speech.surface import SPEECH, VOICE
from oaic_suite.evidence.content import Content
from oaic_suite.judging.conversation import conversation

SHAPES = {
    "plain": {},
    **{format: {"response_format": format} for format in DECLARED},
    "faster": {"speed": 2},
    "cheerful": {"instructions": "Cheerfully."},
}
STREAMS = {"plain": {}, "wav": {"response_format": "wav"}}
A_VOICE = ("voice", VOICE)


@conversation(control=True)
def word(target):
    """What is asked in the plainest way, beside which other requests are judged."""
    target.capabilities.require("speech")
    return Content(target.ask(SPEECH))


@conversation("bytes", SHAPES)
def spoken(target, variant):
    """The same word in one way or another; some ways, and the voice, a server may do without."""
    target.capabilities.require("speech")
    return granted(target.ask(SPEECH, **variant), (*A_VOICE, *with_format(variant)))


@conversation("stream", STREAMS)
def spoken_events(target, variant):
    """The same in events."""
    target.capabilities.require("speech-stream")
    return granted(target.ask(SPEECH, stream_format="sse", **variant), (*A_VOICE, *with_format(variant)))
