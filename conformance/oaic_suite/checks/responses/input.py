"""What a response may be made from: every form of input that clients send."""

from typing import Any

from oaic_suite.checks.responses.readings.usage import read_no_more
from oaic_suite.checks.responses.surface import CREATE, SHOWN
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

GREETING = {"role": "user", "content": "Say hello."}
POLITE = "You are a polite host."
EARLIER = {"role": "user", "content": "My name is Ada."}
ANSWER = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Good to know, Ada."}]}
OWN_ANSWER = ANSWER | {
    "id": "msg_6f1d2c6f1d2c6f1d",
    "status": "completed",
    "content": [{"type": "output_text", "text": "Good to know, Ada.", "annotations": [], "logprobs": []}],
}
NULLED: dict[str, Any] = {"type": "reasoning", "summary": [], "content": None, "encrypted_content": None}
CALL = {"type": "function_call", "call_id": "call_6f1d2c", "name": "get_weather", "arguments": '{"city":"Oslo"}'}
RESULT = {"type": "function_call_output", "call_id": "call_6f1d2c", "output": "Rain."}
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    "strict": False,
}
CALLED = [{"role": "user", "content": "What is the weather in Oslo?"}, CALL]
# No name begins with another.
FORMS = {
    "message": [GREETING],
    "typed-message": [GREETING | {"type": "message"}],
    "content-parts": [{"role": "user", "content": [{"type": "input_text", "text": "Say hello."}]}],
    "developer": [{"role": "developer", "content": POLITE}, GREETING],
    "system": [{"role": "system", "content": POLITE}, GREETING],
    "later-developer": [GREETING, {"role": "developer", "content": POLITE}],
    "history": [EARLIER, ANSWER, GREETING],
    "own-history": [EARLIER, OWN_ANSWER, GREETING],
    "phase": [EARLIER, OWN_ANSWER | {"phase": "final_answer"}, GREETING],
    "thought": [EARLIER, NULLED, ANSWER, GREETING],
    "result": [*CALLED, RESULT],
    "output-parts": [*CALLED, RESULT | {"output": [{"type": "input_text", "text": "Rain."}]}],
}


@conversation("reply", FORMS)
def response_to(target, bare_response, variant):
    """A response to a form of input, beside a plain one that was answered."""
    bare_response.require_status()
    if any(isinstance(item, dict) and item.get("type") == "function_call" for item in variant):
        target.capabilities.require("responses-tools")
        return target.ask(CREATE, input=variant, tools=[WEATHER])
    return target.ask(CREATE, input=variant)


@conversation("reply")
def response_to_picture(target, bare_response):
    """A response to the same words beside a picture."""
    target.capabilities.require("responses-pictures")
    bare_response.require_status()
    return target.ask(CREATE, input=SHOWN)


def taken(id, level, only, breaks, basis="schema"):
    """That some forms of input are answered."""
    return requirement(id, level, basis=basis, on=CREATE, only=only, breaks=breaks)


@taken("responses.input.messages", MUST, ("message", "typed"), "every client that sends more than one text fails")
def test_messages_are_taken(response_to):
    """Input is taken as messages, with `type: "message"` or without a type."""
    assert response_to.outcome == 200


@taken("responses.input.parts", MUST, "content-parts", "clients that send content as parts, Codex among them, fail")
def test_parts_are_taken(response_to):
    """The content of a message is taken as parts of type `input_text`."""
    assert response_to.outcome == 200


@taken("responses.input.instructions", MUST, ("developer", "system"), "agents that open with instructions fail at once")
def test_instructions_are_taken_as_messages(response_to):
    """Messages of role `developer` and `system` are taken."""
    assert response_to.outcome == 200


@taken(
    "responses.input.later-instructions",
    SHOULD,
    "later-developer",
    "Codex fails when it has compacted a conversation: its instructions then follow what the user said",
    "observed",
)
def test_instructions_are_taken_after_other_messages(response_to):
    """A message of role `developer` is taken after one of role `user`."""
    assert response_to.outcome == 200


@taken("responses.input.history", MUST, ("history", "own-history"), "the second turn of every conversation fails")
def test_answers_are_taken_back(response_to):
    """An answer in parts of type `output_text` is taken back, with its `id` and `status` or without."""
    assert response_to.outcome == 200


@taken(
    "responses.input.phases",
    SHOULD,
    "phase",
    "agents send answers back as they came, and newer models say in which phase each was given",
    "observed",
)
def test_phases_are_taken_back(response_to):
    """An answer is taken back with its `phase`."""
    assert response_to.outcome == 200


@taken(
    "responses.input.thoughts",
    SHOULD,
    "thought",
    "Codex writes out both nulls for each thought that it sends back, and fails on the second turn",
    "observed",
)
def test_thoughts_are_taken_back(response_to):
    """An item of type `reasoning` is taken back, its `content` and `encrypted_content` null."""
    assert response_to.outcome == 200


@taken("responses.input.results", MUST, "result", "agents call a tool, and fail when they send what it returned")
def test_results_of_calls_are_taken(response_to):
    """A call and its `function_call_output` are taken."""
    assert response_to.outcome == 200


@taken(
    "responses.input.results-in-parts",
    MUST,
    "output-parts",
    "agents whose tools return pictures or several texts fail; Codex sends results so",
)
def test_results_are_taken_as_parts(response_to):
    """The `output` of a call is taken as parts of type `input_text`."""
    assert response_to.outcome == 200


@requirement(
    "responses.input.picture-counted",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="the picture was dropped on its way, and the model makes one up; or its cost is told to nobody",
)
def test_a_picture_is_counted(bare_response, response_to_picture):
    """The `input_tokens` of a response are more where a picture stands beside the same words."""
    assert read_no_more(bare_response, response_to_picture) == []
