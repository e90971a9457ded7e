"""Custom tools, whose input is free text."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.calls import CALLS, calls, unforced
from oaic_suite.checks.tools.readings.fragments import names, openings
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST


def year(text):
    return isinstance(text, str) and len(text) == 4 and text.isdecimal() and text.isascii()


@requirement(
    "tools.custom.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="agents that hand over code or patches as plain text are refused",
)
def test_a_custom_tool_may_be_forced(custom_call):
    """A server that takes custom tools lets `tool_choice` name one."""
    assert custom_call.outcome == 200


@requirement(
    "tools.custom.forced",
    MUST,
    basis="schema",
    on=CHAT,
    only=("text", "grammar"),
    breaks="agents that force a custom tool get prose, or a function they do not have",
)
def test_a_named_custom_tool_is_called(custom_call):
    """The custom tool that `tool_choice` names is called, and as one: with `type: "custom"`."""
    assert unforced(custom_call) == []


@requirement(
    "tools.custom.input",
    MUST,
    basis="schema",
    on=CHAT,
    owns=(f"{CALLS}/*/custom", f"{CALLS}/*/custom/**"),
    breaks="clients find no input, or parse as JSON what is no JSON",
)
def test_a_call_of_a_custom_tool_has_name_and_input(custom_call):
    """A call of a custom tool has a `custom` with `name` and `input`, both strings."""
    assert custom_call.problems(f"{CALLS}/*/custom", f"{CALLS}/*/custom/**") == []


@requirement(
    "tools.custom.grammar",
    MUST,
    basis="schema",
    on=CHAT,
    only="grammar",
    breaks="tools whose input has a syntax of its own get input they cannot read",
)
def test_input_follows_the_grammar(custom_call):
    """The input of a custom tool with a grammar follows it."""
    assert failing(inputs(custom_call), year, "four digits, as the grammar has it") == []


@requirement("tools.custom.stream", INFO, basis="hearsay", on=CHAT, only="")
def test_a_custom_tool_is_called_in_a_stream(custom_stream):
    """In a stream a call of a custom tool opens with `type: "custom"` and its name."""
    assert unlike(openings(custom_stream, "type"), (), "custom") == []


@requirement("tools.custom.stream-name", INFO, basis="hearsay", on=CHAT, only="")
def test_a_custom_tool_is_named_in_a_stream(custom_stream):
    """In a stream the first piece of a call of a custom tool has its name."""
    assert failing(names(custom_stream), bool, "a name") == []


def inputs(reply):
    """What each custom tool is called with, where it is text."""
    calls(reply)
    return reply.sound(f"{CALLS}/*/custom/input")
