"""Functions in responses: offered, called, forbidden, and their results sent back."""

from oaic_suite.checks.responses.conversations import CALLING
from oaic_suite.checks.responses.readings.calls import (
    arguments_unlike_json,
    calls,
    forced,
    made,
    made_streamed,
    uncalled,
    unnamed,
    unoffered,
    untold,
)
from oaic_suite.checks.responses.surface import CREATE, GARDEN, NOTE
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

# One word of two: whatever the model is, a server that obeys the schema comes to its end.
CITY = {"type": "object", "properties": {"city": {"type": "string", "enum": ["Paris", "Tokyo"]}}, "required": ["city"]}


def function(name, description):
    parameters = CITY | {"additionalProperties": False}
    return {"type": "function", "name": name, "description": description, "parameters": parameters, "strict": True}


WEATHER = function("get_weather", "The weather in a city, right now.")
TIME = function("get_time", "The time of day in a city, right now.")
BOTH = {
    "tools": [WEATHER, TIME],
    "input": "What is the weather in Paris, and what is the time in Tokyo? Use both tools at once.",
    "max_output_tokens": 400,
}
NAMED = {"type": "function", "name": "get_time"}
CHOICES = {
    "required": BOTH | {"tool_choice": "required"},
    "serial": BOTH | {"tool_choice": "required", "parallel_tool_calls": False},
    "named": BOTH | {"input": "What is the weather in Paris? Use the tool.", "tool_choice": NAMED},
    "none": BOTH | {"tool_choice": "none"},
}
# Kinds of tools that Codex offers to every server.
KINDS = {
    "namespace": GARDEN,
    "custom": NOTE,
    "web-search": {"type": "web_search", "external_web_access": False},
}


@conversation("reply", CHOICES)
def calling_response(target, variant):
    """A response with two functions to call."""
    target.capabilities.require("responses-tools")
    return target.ask(CREATE, **variant)


@conversation("reply", KINDS)
def response_with_other_tools(target, response_beside_tools, variant):
    """A response with a tool that is no function, and need not be called."""
    response_beside_tools.require_status()
    return target.ask(CREATE, tools=[CALLING["tools"][0], variant], tool_choice="none")


@conversation("reply", control=True)
def response_beside_tools(target):
    """The same with a function alone."""
    target.capabilities.require("responses-tools")
    return target.ask(CREATE, tools=CALLING["tools"], tool_choice="none")


@conversation("reply")
def response_to_results(target):
    """A response to results of calls, sent back beside the output that made them, as it came."""
    target.capabilities.require("responses-tools")
    asked = Reply(target.ask(CREATE, **CHOICES["required"]))
    asked.require_sound("/output/*/arguments")
    return sent_back(target, asked.at("output"), made(asked))


@conversation("reply")
def response_to_streamed_results(target):
    """The same, where the output was streamed: its items as they were done."""
    target.capabilities.require("responses-tools")
    target.capabilities.require("responses-stream")
    return sent_back(target, *made_streamed(Stream(target.ask(CREATE, stream=True, **CHOICES["required"]))))


@conversation("reply")
def response_to_result_by_id(target, continued_response):
    """A response to results of calls alone, which goes on by its id with the response that made them."""
    target.capabilities.require("responses-tools")
    continued_response.require_status()
    asked = Reply(target.ask(CREATE, **CHOICES["required"] | {"store": True}))
    asked.require_sound("/output/*/arguments")
    turns = [result(id_of(call)) for call in made(asked)]
    members = {"tools": BOTH["tools"], "previous_response_id": asked.id_at("id"), "input": turns}
    return target.provoke(CREATE, target.body(CREATE, **members))  # by whatever id: it is the server's


def sent_back(target, output, called):
    question = {"role": "user", "content": BOTH["input"]}
    turns = [question, *output, *(result(id_of(call)) for call in called)]
    return target.provoke(CREATE, target.body(CREATE, tools=BOTH["tools"], input=turns))


def id_of(call):
    """By which it is answered; not established where there is none."""
    id = call.get("call_id")
    if not isinstance(id, str) or not id:
        raise NotEstablished("a call has no id to answer it by", "responses.tools.call-id")
    return id


def result(call_id):
    return {"type": "function_call_output", "call_id": call_id, "output": "Rain."}


@requirement(
    "responses.tools.required",
    MUST,
    basis="schema",
    on=CREATE,
    only=("required", "serial"),
    shows=("tools", "tool_choice"),
    breaks="agents whose answer must be a call, pydantic-ai among them, get words instead",
)
def test_a_call_that_is_required_comes(calling_response):
    """With `tool_choice: "required"` the output has a call of a function."""
    assert len(forced(calling_response)) > 0


@requirement(
    "responses.tools.told",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="who looks at a response, or goes on with it, cannot tell what there was to call, or whether it had to be",
)
def test_what_may_be_called_is_told(calling_response):
    """A response has the `tools` that it was offered, by name and in their order, and the `tool_choice`."""
    assert untold(calling_response) == []


@requirement(
    "responses.tools.required-streamed",
    MUST,
    basis="schema",
    on=CREATE,
    only="calling",
    breaks="agents stream: Codex gets words instead of the call, and takes the turn for done",
)
def test_a_call_that_is_required_comes_in_a_stream(events):
    """With `tool_choice: "required"` a streamed response has a call of a function, done."""
    assert uncalled(events) == []


@requirement(
    "responses.tools.named",
    MUST,
    basis="schema",
    on=CREATE,
    only="named",
    shows="tool_choice",
    breaks="agents that name the function get words, or a call of another one",
)
def test_the_named_function_is_called(calling_response):
    """With a function named in `tool_choice` it is called, and no other."""
    assert unnamed(calling_response, "get_time") == []


@requirement(
    "responses.tools.none",
    MUST,
    basis="schema",
    on=CREATE,
    only="none",
    shows="tool_choice",
    breaks="agents that forbid calls, to get an answer at last, get another call",
)
def test_none_forbids_calls(calling_response):
    """With `tool_choice: "none"` nothing is called."""
    assert failing(calls(calling_response), lambda call: False, "no call") == []


@requirement(
    "responses.tools.one-at-a-time",
    MUST,
    basis="schema",
    on=CREATE,
    only="serial",
    shows="parallel_tool_calls",
    breaks="agents whose tools may not run at once run them at once",
)
def test_calls_may_be_kept_to_one(calling_response):
    """With `parallel_tool_calls: false` the output has no more than one call."""
    assert failing(made(calling_response)[1:], lambda call: False, "one call at most") == []


@requirement(
    "responses.tools.call-id",
    MUST,
    basis="schema",
    on=CREATE,
    only=("required", "serial", "named"),
    breaks="Codex drops a call without `call_id`, and nobody can answer it",
)
def test_a_call_has_its_id(calling_response):
    """Every call has a `call_id`, a text that is not empty."""
    found = [call.below("call_id") for call in made(calling_response)]
    assert failing(found, lambda id: isinstance(id, str) and bool(id), "an id of the call") == []


@requirement(
    "responses.tools.own-call-id",
    MUST,
    basis="sdk",
    on=CREATE,
    only=("required", "serial", "named"),
    breaks="results are matched by `call_id`: one is taken for the answer to two calls",
)
def test_no_two_calls_share_an_id(calling_response):
    """No two calls of a response have the same `call_id`."""
    assert repeated([call.below("call_id") for call in made(calling_response)], "an id of its own") == []


@requirement(
    "responses.tools.arguments",
    MUST,
    basis="schema",
    on=CREATE,
    only=("required", "serial", "named"),
    breaks="Codex drops a call whose arguments are an object; the SDKs parse the text",
)
def test_arguments_are_text(calling_response):
    """The `arguments` of a call are a string."""
    found = [call.below("arguments") for call in made(calling_response)]
    assert failing(found, lambda arguments: isinstance(arguments, str), "JSON as text") == []


@requirement(
    "responses.tools.arguments-json",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=("required", "serial", "named"),
    breaks="the function cannot be called with what is no JSON",
)
def test_arguments_are_json(calling_response):
    """The `arguments` of a strict function, where the response is complete, are a JSON object."""
    assert arguments_unlike_json(calling_response) == []


@requirement(
    "responses.tools.offered",
    MUST,
    basis="schema",
    on=CREATE,
    only=("required", "serial", "named"),
    breaks="agents are told to call what they do not have",
)
def test_what_is_called_is_offered(calling_response):
    """Every call has the `name` of a function that the request offers."""
    assert unoffered(calling_response) == []


@requirement(
    "responses.tools.answered",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="agents call a tool, and fail when they send its result back beside the call as it came",
)
def test_calls_are_taken_back_with_their_results(response_to_results):
    """The output with its calls, as it came, and a result for each of them are taken as input."""
    assert response_to_results.outcome == 200


@requirement(
    "responses.tools.answered-by-id",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="agents that send what is new alone, by `previous_response_id`, fail at the first result of a tool",
)
def test_results_are_taken_beside_the_id_of_their_calls(response_to_result_by_id):
    """Results alone are taken as input where `previous_response_id` names the response with their calls."""
    assert response_to_result_by_id.outcome == 200


@requirement(
    "responses.tools.answered-streamed",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="Codex streams every turn: it fails when it sends the result of a call back beside the call as it came",
)
def test_streamed_calls_are_taken_back_with_their_results(response_to_streamed_results):
    """The items of a stream, as they were done, and a result for each of their calls are taken as input."""
    assert response_to_streamed_results.outcome == 200


@requirement(
    "responses.tools.other-kinds",
    SHOULD,
    basis="observed",
    on=CREATE,
    only=OURS,
    breaks="Codex offers such tools to every server: where they are refused it does not work at all",
)
def test_tools_of_other_kinds_are_no_error(response_with_other_tools):
    """Tools of type `namespace`, `custom` and `web_search` may be offered, whether or not they are ever called."""
    assert response_with_other_tools.outcome == 200
