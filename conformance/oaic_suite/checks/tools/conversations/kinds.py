"""Tools of other kinds: custom ones, and the functions of before there were tools."""

from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.tools.conversations.calls import OK, asked, prepared
from oaic_suite.checks.tools.conversations.requests import ASK, WEATHER, naming, user
from oaic_suite.checks.tools.surface import CUSTOM, GRAMMAR
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation

WRITE_IT_DOWN = [user("Write it down: the sea is calm.")]
CUSTOMS = {
    "text": {"tools": [CUSTOM], "messages": WRITE_IT_DOWN, "tool_choice": naming(CUSTOM)},
    "grammar": {"tools": [GRAMMAR], "messages": [user("Set the year to 1984.")], "tool_choice": naming(GRAMMAR)},
}


@conversation("reply", CUSTOMS)
def custom_call(target, bare, variant):
    offered(target, bare, variant)
    return asked(target, variant)


@conversation("stream")
def custom_stream(target, bare):
    offered(target, bare, CUSTOMS["text"], "chat-stream")
    return asked(target, CUSTOMS["text"], stream=True)


def offered(target, control, members, *capabilities):
    """That a custom tool is taken at all: whether it may be forced is asked of a server that has such."""
    prepared(target, control, members, *capabilities)
    taken = asked(target, {name: value for name, value in members.items() if name != "tool_choice"})
    if granted(taken, ("tools", "tool", "custom")).outcome != OK:
        raise NotEstablished(f"a custom tool is not taken even where none is forced: {taken.outcome}")


LEGACY = {"functions": [WEATHER["function"]], "messages": ASK}
LEGACIES = {
    "auto": LEGACY | {"function_call": "auto"},
    "named": LEGACY | {"function_call": {"name": "get_weather"}},
}


@conversation("reply", LEGACIES)
def legacy_call(target, bare, variant):
    prepared(target, bare, variant)
    return asked(target, variant)


@conversation("reply")
def legacy_history(target, bare):
    """A call of old and what the function returned."""
    prepared(target, bare, LEGACY)
    call = {"name": "get_weather", "arguments": '{"city": "Paris"}'}
    said = {"role": "assistant", "content": None, "function_call": call}
    returned = {"role": "function", "name": "get_weather", "content": "18 degrees"}
    return asked(target, LEGACY, messages=[*ASK, said, returned])


@conversation("stream")
def legacy_stream(target, bare):
    prepared(target, bare, LEGACY, "chat-stream")
    return asked(target, LEGACIES["named"], stream=True)
