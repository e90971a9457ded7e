"""Where a stream ends at a stop sequence."""

from oaic_suite.checks.chat.readings.choices import finish_reasons, texts
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.stream.same import TO_REPEAT, repeated_text
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def stopped_stream(target, repeated_line):
    """What was said of an answer with a stop sequence from its middle, and what should have been."""
    target.capabilities.require("chat-stop")
    whole = repeated_text(repeated_line)
    stop = " ".join(whole.split()[2:4])
    before = whole.partition(stop)[0] if stop else ""
    if not before.strip() or not unbroken(stop):
        raise NotEstablished("the answer has no two words to stop at")
    question = {"messages": [{"role": "user", "content": TO_REPEAT}], "stop": [stop]}
    return Stream(target.ask(CHAT, stream=True, **question)), before


def beyond(stopped_stream):
    """What a stream says from its stop sequence on; not established where the model began with another text."""
    stream, before = stopped_stream
    said = texts(stream).get(0, "")
    if not said.startswith(before.rstrip()):
        raise NotEstablished("the model does not repeat itself")
    return said.removeprefix(before.rstrip()).strip()


def ends(stopped_stream):
    """Why the choice of a stream finishes that came to its stop sequence; any other may finish as it likes."""
    if beyond(stopped_stream):
        raise NotEstablished("the stream did not end at the stop sequence", "chat.stream.stop")
    stream, _ = stopped_stream
    stream.sound("/choices/*/finish_reason")
    return finish_reasons(stream)


@requirement(
    "chat.stream.stop",
    MUST,
    basis="schema",
    breaks="agents that stop the model before it speaks for the tool run into what it made up",
)
def test_nothing_of_the_stop_sequence_comes(stopped_stream):
    """A stream stops before the stop sequence; nothing of it comes."""
    assert beyond(stopped_stream) == ""


@requirement(
    "chat.stream.stop-finish",
    MUST,
    basis="schema",
    breaks="agents that stream take a turn that ended where it should for one cut off, and ask for more of it",
)
def test_a_stopped_stream_says_so(stopped_stream):
    """A stream that ended at a stop sequence finishes with `stop`."""
    assert unlike(ends(stopped_stream), (), "stop") == []
