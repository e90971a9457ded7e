"""The terminator of a stream: there, once, and last."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.stream.done",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@done",
    breaks="clients that wait for the terminator hang, or take the answer for cut off",
    at_end=True,
)
def test_a_stream_ends_with_done(stream):
    """A streamed chat says `data: [DONE]`."""
    assert stream.undone == []


@requirement(
    "chat.stream.done-last",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients stop reading at the terminator and miss what follows, usage for one",
)
def test_nothing_follows_done(stream):
    """No event but the terminator itself follows `data: [DONE]`."""
    assert stream.after_done == []


@requirement(
    "chat.stream.done-once",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that finish the answer at the terminator finish it twice",
)
def test_done_is_said_once(stream):
    """A streamed chat says `data: [DONE]` once."""
    assert stream.done_again == []
