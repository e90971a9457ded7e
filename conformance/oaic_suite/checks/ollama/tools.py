"""Tools in Ollama's words: called with objects, and answered."""

from oaic_suite.checks.ollama.readings import nameless, spelt_arguments
from oaic_suite.checks.ollama.surface import TALK, WEATHER
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

QUESTION = {"role": "user", "content": "What is the weather in Lisbon? Call get_weather."}
CALL = {"function": {"name": "get_weather", "arguments": {"city": "Lisbon"}}}
ANSWERED = [
    QUESTION,
    {"role": "assistant", "content": "", "tool_calls": [CALL]},
    {"role": "tool", "tool_name": "get_weather", "content": "Sunny, 21 degrees."},
]
ROOM = {"options": {"num_predict": 400}}  # a call that is cut is none


@conversation("reply")
def ollama_called(target):
    target.capabilities.require("ollama-tools")
    return target.ask(TALK, messages=[QUESTION], tools=[WEATHER], **ROOM)


@conversation("lines")
def ollama_called_lines(target):
    target.capabilities.require("ollama-tools")
    return target.ask(TALK, messages=[QUESTION], tools=[WEATHER], stream=True, **ROOM)


@conversation("reply")
def ollama_answered(target):
    """The result of a tool, named by the tool."""
    target.capabilities.require("ollama-tools")
    return target.ask(TALK, messages=ANSWERED, tools=[WEATHER])


@requirement(
    "ollama.tools.arguments",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="the official Python client raises ValidationError for arguments that are a text",
)
def test_arguments_are_an_object(ollama_called):
    """The `arguments` of a call are a JSON object, and not its text as in OpenAI's API."""
    assert spelt_arguments(ollama_called) == []


@requirement(
    "ollama.tools.name",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="agents look up a function that they never offered",
)
def test_a_call_names_a_tool(ollama_called):
    """A call names a tool that was offered."""
    assert nameless(ollama_called) == []


@requirement(
    "ollama.tools.streamed",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="clients, which put nothing together, call a function with a part of its arguments",
)
def test_a_streamed_call_comes_whole(ollama_called_lines):
    """A call in a stream comes whole in one line, its `arguments` a JSON object."""
    assert spelt_arguments(ollama_called_lines) == []


@requirement(
    "ollama.tools.history",
    SHOULD,
    basis="convention",
    only=OURS,
    breaks="agents cannot tell a model what its function returned",
)
def test_a_result_is_accepted(ollama_answered):
    """A call with its arguments as an object, and a result that names its tool, are accepted as history."""
    assert ollama_answered.outcome == 200
