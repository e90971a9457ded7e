"""The arguments of a call: one JSON object, that keeps to the schema."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import CALLS, misfits, not_objects
from oaic_suite.checks.tools.readings.offers import loose
from oaic_suite.evidence.located import failing
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, SHOULD


@requirement(
    "tools.arguments.object",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    breaks="agents that parse the arguments raise a decoding error, or hand a string to the function",
)
def test_arguments_are_an_object(called):
    """Arguments that were not cut short are the JSON text of one object."""
    assert not_objects(called) == []


@requirement(
    "tools.arguments.schema",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=loose,
    only=OURS,
    breaks="functions are run with arguments they do not know, or without those they need",
)
def test_arguments_satisfy_the_schema(called_with_schema):
    """The arguments of a forced call satisfy the schema of the function."""
    assert misfits(called_with_schema) == []


@requirement("tools.arguments.not-empty", INFO, basis="hearsay", on=CHAT)
def test_arguments_are_not_empty(called):
    """A function is never called with empty `arguments`, not even one that takes none."""
    assert failing(called.sound(f"{CALLS}/*/function/arguments"), lambda text: text != "", "{}") == []
