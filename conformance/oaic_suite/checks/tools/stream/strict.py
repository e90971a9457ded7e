"""Calls of strict functions in a stream."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import (
    misfits,
    not_objects,
)
from oaic_suite.checks.tools.readings.offers import strict
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "tools.stream.strict-object",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' stream helpers raise a decoding error when the call is done",
)
def test_pieces_of_strict_arguments_join_into_an_object(strict_stream):
    """The pieces of a strict function's arguments, joined in order, are the JSON text of one object."""
    assert not_objects(strict_stream) == []


@requirement(
    "tools.stream.strict-schema",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' stream helpers, which parse the arguments into the caller's type, raise an error",
)
def test_strict_arguments_satisfy_the_schema_in_a_stream(strict_stream):
    """The arguments of a strict function, joined, satisfy its schema."""
    assert misfits(strict_stream) == []
