"""Tools of other kinds: custom tools that take text, and the functions of before there were tools."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, SHOULD

LEGACY, PIECES = "/choices/*/message/function_call", "/choices/*/delta/function_call"


# Deprecated since 2023; a server may refuse them, but one that takes them must not ignore them.
@requirement(
    "tools.legacy.accepted",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications from before there were tools, which force a function by name, are refused",
)
def test_a_function_of_old_may_be_chosen(legacy_call):
    """A server that takes `functions` takes `function_call` as well, `auto` or with a name."""
    assert legacy_call.outcome == 200


@requirement(
    "tools.legacy.history",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="applications from before there were tools cannot tell what their function returned",
)
def test_what_a_function_of_old_returned_is_accepted(legacy_history):
    """A message with `function_call` and one of role function after it are accepted as history."""
    assert legacy_history.outcome == 200


@requirement(
    "tools.legacy.forced",
    SHOULD,
    basis="schema",
    on=CHAT,
    only="named",
    owns="@function",
    breaks="applications from before there were tools get prose where they forced a function",
    shows=("functions", "function_call"),
)
def test_a_named_function_of_old_is_called(legacy_call):
    """The function that `function_call` names is called."""
    assert unlike(functions_called(legacy_call), (), "get_weather") == []


@requirement(
    "tools.legacy.function-call",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns=(LEGACY, f"{LEGACY}/**"),
    breaks="applications from before there were tools raise TypeError on arguments that are no text",
)
def test_a_call_of_old_has_name_and_arguments(legacy_call):
    """A `function_call` has `name` and `arguments`, both strings."""
    assert called_of_old(legacy_call).problems(LEGACY, f"{LEGACY}/**") == []


@requirement(
    "tools.legacy.finish-reason",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="applications from before there were tools never run the function",
)
def test_a_call_of_old_ends_in_function_call(legacy_call):
    """An answer with a `function_call` ends in `function_call`, or in `stop` where it was forced."""
    assert unlike(ends_of_old(legacy_call), (), *reasons_of_old(legacy_call)) == []


@requirement(
    "tools.legacy.stream-pieces",
    SHOULD,
    basis="schema",
    on=CHAT,
    owns=(PIECES, f"{PIECES}/**"),
    breaks="applications from before there were tools, which add the pieces up, raise TypeError on null",
)
def test_the_pieces_of_a_call_of_old_are_text(legacy_stream):
    """The `function_call` of a delta, where there is one, is an object whose `name` and `arguments` are strings."""
    assert legacy_stream.problems(PIECES, f"{PIECES}/**") == []


@requirement("tools.legacy.stream", INFO, basis="observed", on=CHAT, only="")
def test_a_call_of_old_is_streamed(legacy_stream):
    """In a stream the name of a `function_call` comes once."""
    assert [name.value for name in legacy_stream.each("/choices/*/delta/function_call/name")] == ["get_weather"]


# --- helpers of ours ----------------------------------------------------------------------------------


def functions_called(reply):
    """The name of the function each choice calls, or ABSENT in its place."""
    return [message.below("function_call", "name") for message in reply.sound("/choices/*/message")]


def called_of_old(reply):
    messages = reply.sound("/choices/*/message")
    if all(message.below("function_call").value in (ABSENT, None) for message in messages):
        raise NotEstablished("no function was called", reply.owner("@function"))
    return reply


def ends_of_old(reply):
    return called_of_old(reply).sound("/choices/*/finish_reason")


def reasons_of_old(reply):
    forced = isinstance(reply.request.get("function_call"), dict)
    return ("function_call", "length", "stop") if forced else ("function_call", "length")
