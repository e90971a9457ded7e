"""The id of a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.stream.id",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/id",
    breaks="typed clients fail to decode the chunk; accumulators start a new message",
)
def test_every_chunk_has_an_id(stream):
    """Every chunk has an `id` that is a string."""
    assert stream.problems("/id") == []


@requirement(
    "chat.stream.id-not-empty",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that key messages by id lose the answer",
)
def test_no_id_is_empty(stream):
    """No chunk has an empty `id`."""
    assert failing(stream.each("/id"), lambda found: found != "", "a string that is not empty") == []
