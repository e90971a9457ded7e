"""Tools as agents have them beside plain functions: custom ones, which take text, and functions in a namespace."""

from oaic_suite.checks.responses.readings.calls import CALL, CUSTOM_CALL, misnamed
from oaic_suite.checks.responses.readings.items import of_type
from oaic_suite.checks.responses.surface import CREATE, GARDEN, NOTE, ROSES
from oaic_suite.evidence.located import failing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

ASKED = {"role": "user", "content": "Note that it rains, and count the roses."}
NOTED = {"type": CUSTOM_CALL, "call_id": "call_6f1d2c", "name": NOTE["name"], "input": "It rains."}
COUNTED = {
    "type": CALL,
    "call_id": "call_6f1d2c",
    "namespace": GARDEN["name"],
    "name": ROSES["name"],
    "arguments": "{}",
}
NOTHING_MORE = {"type": "custom_tool_call_output", "call_id": "call_6f1d2c", "output": "Noted."}
TWELVE = {"type": "function_call_output", "call_id": "call_6f1d2c", "output": "Twelve."}
IN_PARTS = NOTHING_MORE | {"output": [{"type": "input_text", "text": "Noted."}]}


@conversation("reply")
def custom_response(target):
    """A response in which a custom tool must be called."""
    target.capabilities.require("responses-custom-tools")
    forced = {"type": "custom", "name": NOTE["name"]}
    return target.ask(CREATE, tools=[NOTE], tool_choice=forced, input="Note that it rains.", max_output_tokens=400)


@conversation("reply", {"text": NOTHING_MORE, "parts": IN_PARTS})
def response_to_a_note(target, variant):
    """A response to a call of a custom tool, sent back with its result."""
    target.capabilities.require("responses-custom-tools")
    return target.ask(CREATE, tools=[NOTE], input=[ASKED, NOTED, variant])


@conversation("reply")
def namespaced_response(target):
    """A response in which a function of a namespace must be called: there is no other."""
    target.capabilities.require("responses-namespaces")
    return target.ask(
        CREATE, tools=[GARDEN], tool_choice="required", input="Count the roses. Use the tool.", max_output_tokens=400
    )


@conversation("reply")
def response_to_a_namespace(target):
    """A response to a call of such a function, sent back with its result."""
    target.capabilities.require("responses-namespaces")
    return target.ask(CREATE, tools=[GARDEN], input=[ASKED, COUNTED, TWELVE])


@requirement(
    "responses.kinds.custom-called",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="Codex edits files by a custom tool: where none is ever called it changes nothing",
)
def test_a_named_custom_tool_is_called(custom_response):
    """The custom tool that `tool_choice` names is called, by an item of type `custom_tool_call` with its `name`."""
    assert misnamed(custom_response, CUSTOM_CALL, name=NOTE["name"]) == []


@requirement(
    "responses.kinds.custom-input",
    MUST,
    basis="schema",
    on=CREATE,
    owns=("/output/*/input",),
    breaks="Codex drops the call in silence, and the turn ends with nothing done",
)
def test_the_input_of_a_custom_tool_is_text(custom_response):
    """The `input` of a call of a custom tool is a string."""
    found = [call.below("input") for call in of_type(custom_response, CUSTOM_CALL)]
    assert failing(found, lambda input: isinstance(input, str), "text") == []


@requirement(
    "responses.kinds.custom-taken-back",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="agents call a custom tool, and fail when they send its result back",
)
def test_calls_of_custom_tools_are_taken_back(response_to_a_note):
    """A `custom_tool_call` and its output, as text or in parts, are taken as input."""
    assert response_to_a_note.outcome == 200


@requirement(
    "responses.kinds.namespaced",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="Codex offers every MCP server so, and knows no tool that is called without its namespace",
)
def test_a_function_of_a_namespace_is_called_as_such(namespaced_response):
    """A function of a namespace is called by its bare `name`, with the `namespace` beside it."""
    assert misnamed(namespaced_response, CALL, name=ROSES["name"], namespace=GARDEN["name"]) == []


@requirement(
    "responses.kinds.namespace-taken-back",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="Codex fails on the turn after a call of an MCP server",
)
def test_calls_of_a_namespace_are_taken_back(response_to_a_namespace):
    """A `function_call` with a `namespace`, and its result, are taken as input."""
    assert response_to_a_namespace.outcome == 200
