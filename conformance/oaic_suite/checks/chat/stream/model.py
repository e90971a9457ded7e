"""The model that a stream names."""

from oaic_suite.checks.chat.readings.names import asked_for
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST


@requirement(
    "chat.stream.model",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/model",
    breaks="typed clients whose field is required fail to decode the chunk",
)
def test_every_chunk_names_its_model(stream):
    """Every chunk has a `model` that is a string."""
    assert stream.problems("/model") == []


@requirement("chat.stream.model-asked-for", INFO, basis="observed", on=CHAT)
def test_every_chunk_names_the_model_asked_for(stream):
    """The `model` of a chunk, where it is not empty, is the one asked for or a snapshot of it."""
    assert failing(stream.sound("/model"), asked_for(stream), "the model that was asked for") == []
