"""Which choice a piece of a stream belongs to."""

from oaic_suite.checks.chat.readings.choices import indices, wanted
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "chat.stream.index",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/index",
    breaks="the official Python SDK's stream helper raises TypeError",
)
def test_every_choice_has_an_index(stream):
    """Every entry of `choices` has an `index` that is an integer."""
    assert stream.problems("/choices/*/index") == []


@requirement(
    "chat.stream.index-below-n",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@index",
    breaks="the official SDKs' stream helpers make a choice of its own for every index",
)
def test_no_index_is_beyond_n(stream):
    """Every `index` is one of 0 to `n` - 1."""
    assert failing(indices(stream), lambda index: index in wanted(stream), f"one of {list(wanted(stream))}") == []
