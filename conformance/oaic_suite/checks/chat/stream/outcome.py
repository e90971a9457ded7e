"""How a request for a stream is answered."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "chat.stream.outcome",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@outcome",
    breaks="interfaces that stream show nothing, half an answer, or wait for ever",
)
def test_a_stream_is_answered_to_its_end(stream):
    """A chat request with `stream: true` is answered with status 200, and the answer comes to its end."""
    assert stream.outcome == 200
