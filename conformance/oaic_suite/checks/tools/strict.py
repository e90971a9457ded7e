"""Calls of tools that promise strictness."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import misfits, not_objects
from oaic_suite.checks.tools.readings.offers import strict
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "tools.strict.object",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' helpers, which parse the arguments into the caller's type, raise a validation error",
)
def test_strict_arguments_are_an_object(called_with_strict_schema):
    """Arguments of a strict function that were not cut short are the JSON text of one object."""
    assert not_objects(called_with_strict_schema) == []


@requirement(
    "tools.strict.schema",
    MUST,
    basis="schema",
    on=CHAT,
    when=strict,
    breaks="the official SDKs' helpers, which parse the arguments into the caller's type, raise a validation error",
)
def test_strict_arguments_satisfy_the_schema(called_with_strict_schema):
    """Arguments of a strict function satisfy its schema."""
    assert misfits(called_with_strict_schema) == []
