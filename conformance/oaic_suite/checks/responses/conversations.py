"""Responses as the checks read them: whole and streamed, for each shape of request."""

from oaic_suite.checks.responses.surface import CREATE, FORMAT, FUNCTION, THOUGHT
from oaic_suite.judging.conversation import conversation

LONG = "Write the numbers from one to two hundred as words, and nothing else."
LEAST = 16  # tokens: the smallest limit that the contract allows
CALLING = {"tools": [FUNCTION], "tool_choice": "required", "input": "Ring the bell."}
SHAPES = {
    "plain": {},
    "cut": {"input": LONG, "max_output_tokens": LEAST},
    "calling": CALLING,
    "structured": {"text": FORMAT, "max_output_tokens": 400},
    "thoughtful": THOUGHT | {"max_output_tokens": 800},
}
NEEDS = {"tools": "responses-tools", "text": "responses-structured", "reasoning": "responses-reasoning"}


@conversation("reply", control=True)
def bare_response(target):
    """The smallest valid request: whatever is added to it is judged only where this one is answered."""
    target.capabilities.require("responses")
    return target.ask(CREATE)


@conversation("stream", control=True)
def bare_events(target):
    """The smallest request for a stream: whatever is added to it is judged only where this one is answered."""
    target.capabilities.require("responses-stream")
    return target.ask(CREATE, stream=True)


@conversation("reply", SHAPES)
def response(target, variant):
    """A response made at once."""
    require(target, variant)
    return target.ask(CREATE, **variant)


@conversation("stream", SHAPES)
def events(target, variant):
    """The events of a response while it is made."""
    target.capabilities.require("responses-stream")
    require(target, variant)
    return target.ask(CREATE, stream=True, **variant)


def require(target, members):
    target.capabilities.require("responses")
    for name in members:
        if name in NEEDS:
            target.capabilities.require(NEEDS[name])
