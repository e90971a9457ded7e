"""Requests that misuse tools, each in one way."""

from dataclasses import replace

from oaic_suite.checks.errors.conversations import Case, cases, having, saying, spoiled
from oaic_suite.checks.tools.conversations.calls import prepared
from oaic_suite.checks.tools.conversations.histories import ASSISTANT, OTHER, RESULT
from oaic_suite.checks.tools.conversations.requests import ASK, ONE, TEXT, TIME, WEATHER, naming, user
from oaic_suite.judging.conversation import conversation


def with_tool(**changes):
    """A body whose one function is another."""
    return having(tools=[{"type": "function", "function": WEATHER["function"] | changes}])


def without_tools(choice):
    """A body that offers nothing, and forces it."""
    return lambda body: {name: value for name, value in body.items() if name != "tools"} | {"tool_choice": choice}


OPEN = {"type": "object", "properties": {"city": TEXT}}
NAMELESS = {name: value for name, value in WEATHER["function"].items() if name != "name"}
OUT_OF_CONTRACT = (
    Case("result-without-id", saying(*ASK, ASSISTANT, {"role": "tool", "content": "18 degrees"})),
    Case("shape-of-tools", having(tools={"get_weather": WEATHER})),
    Case("shape-of-choice", having(tool_choice="sometimes")),
    Case("shape-without-function", having(tools=[{"type": "function"}])),
    Case("shape-without-name", having(tools=[{"type": "function", "function": NAMELESS}])),
    Case("shape-of-no-kind", having(tools=[{"type": "gadget", "gadget": {"name": "get_weather"}}])),
    Case("shape-of-strict", with_tool(strict="yes")),
    Case("shape-of-parameters", with_tool(parameters="a city")),
)
MEANINGLESS = (
    Case("result-of-nothing", saying(*ASK, RESULT)),
    Case("result-of-another", saying(*ASK, ASSISTANT, OTHER)),
    Case("call-without-result", saying(*ASK, ASSISTANT, user("And?"))),
    Case("choice-of-another", having(tool_choice=naming(TIME))),
    Case("choice-required-of-none", without_tools("required")),
    Case("choice-named-of-none", without_tools(naming(WEATHER))),
    Case("tool-misnamed", with_tool(name="get the weather")),
    Case("tool-of-text", with_tool(parameters={"type": "string"})),
    Case("tool-strict-but-open", with_tool(strict=True, parameters=OPEN), needs=("tools-strict",)),
)
STREAMED = ("result-of-nothing", "choice-of-another", "shape-of-tools")
REFUSED = cases(
    *OUT_OF_CONTRACT,
    *MEANINGLESS,
    *(each.streamed() for each in (*OUT_OF_CONTRACT, *MEANINGLESS) if each.name in STREAMED),
)
CALLED_NOTHING = {"role": "assistant", "content": "It is mild.", "tool_calls": []}
# What servers disagree about.
DISPUTED = cases(
    Case("no-tools", having(tools=[])),
    Case("one-name-for-two", having(tools=[WEATHER, WEATHER])),
    Case("no-calls", saying(*ASK, CALLED_NOTHING, user("And?"))),
)


@conversation("refusal", REFUSED)
def refused_tools(target, bare, variant):
    return misused(target, bare, variant)


@conversation("refusal", DISPUTED)
def disputed_tools(target, bare, variant):
    return misused(target, bare, variant)


def misused(target, bare, case):
    """A case whose valid twin offers a tool."""
    prepared(target, bare, ONE)
    return spoiled(target, bare, replace(case, members=ONE | case.members))
