"""Where a streamed completion ends at a stop sequence."""

from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.completions.stream.whole import texts
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.completions.whole import COUNTED, repeated_text
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@conversation()
def stopped_continuation(target, predictable_completions):
    """A stream with a stop sequence of two words from the middle of what is said, and what was said before them."""
    for capability in ("completions-stream", "completions-stop"):
        target.capabilities.require(capability)
    whole = repeated_text(predictable_completions)
    stop = " ".join(whole.split()[2:4])
    before = whole.partition(stop)[0] if stop else ""
    if not before.strip() or not unbroken(stop):
        raise NotEstablished("the answer has no two words to stop at")
    return Stream(target.ask(COMPLETION, **COUNTED, stream=True, stop=[stop])), before.rstrip(), stop


def beyond(stopped_continuation):
    """What a stream says from its stop sequence on; not established where the model says another text."""
    stream, before, stop = stopped_continuation
    said = texts(stream).get(0, "")
    rest = said.removeprefix(before).strip()
    if not said.startswith(before) or not (rest.startswith(stop) or stop.startswith(rest)):
        raise NotEstablished("the model does not repeat itself")
    return rest


@requirement(
    "completions.stream.stop",
    MUST,
    basis="schema",
    breaks="editors that stop at the end of a line insert the beginning of the next",
)
def test_nothing_of_the_stop_sequence_comes(stopped_continuation):
    """A streamed completion stops before the stop sequence; nothing of it comes."""
    assert beyond(stopped_continuation) == ""
