"""The choices of a chunk: an array, of as many as were asked for."""

from oaic_suite.checks.chat.readings.choices import missing, text_only
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST

OF_OTHERS = ("message", "text")


def objects(value):
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


@requirement(
    "chat.stream.choices",
    MUST,
    basis="schema",
    on=CHAT,
    owns=("/choices", "/choices/*"),
    when=text_only,
    breaks="the official Python SDK's stream helper raises TypeError for a chunk without choices",
)
def test_every_chunk_has_choices(stream):
    """Every chunk has `choices`, an array of objects."""
    assert failing(stream.members("choices"), objects, "an array of objects") == []


@requirement(
    "chat.stream.choices-count",
    MUST,
    basis="schema",
    on=CHAT,
    breaks="clients that ask for several answers wait for, or index, one that never comes",
    at_end=True,
    shows="n",
)
def test_every_choice_asked_for_comes(stream):
    """As many choices are streamed as `n` asks for."""
    assert missing(stream) == []


@requirement("chat.stream.choices-deltas-alone", INFO, basis="taste", on=CHAT)
def test_a_choice_says_it_once(stream):
    """No entry of `choices` has a `message` or a `text` beside its `delta`, as answers of other kinds do."""
    assert [found for name in OF_OTHERS for found in unlike(stream.each("/choices/*"), (name,), ABSENT)] == []
