"""The names of calls in a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.fragments import (
    DELTAS,
    is_text,
    names,
    repeats,
)
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "tools.stream.name",
    MUST,
    basis="sdk",
    on=CHAT,
    owns=f"{DELTAS}/function/name",
    breaks="the AI SDK raises an error; agents that announce a call as it begins announce a nameless one",
)
def test_the_first_piece_of_a_call_has_its_name(called_stream):
    """The first piece of each call has the whole `name` of its tool."""
    assert failing(names(called_stream), is_text, "a string that is not empty") == []


@requirement(
    "tools.stream.name-once",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="the official SDKs' stream helpers join what they get: get_weatherget_weather is no function of anybody's",
)
def test_a_name_is_said_once(called_stream):
    """No later piece of a call says a name."""
    assert repeats(called_stream, "function", "name") == []
