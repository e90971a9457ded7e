"""Responses as the checks read them: whole and streamed, for each shape of request."""

from typing import Any

from oaic_suite.asking.told import Told
from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.responses.surface import CREATE, DELETE, FORMAT, FUNCTION, LOGPROBS, RETRIEVE, THOUGHT
from oaic_suite.judging.conversation import conversation

LONG = (
    "Write the numbers from one to two hundred as words, one after another, without leaving any of them out, "
    "and write nothing else before, between or after them."
)
LEAST = 16  # tokens: the smallest limit that the contract allows
CALLING = {"tools": [FUNCTION], "tool_choice": "required", "input": "Ring the bell."}
SHAPES: dict[str, dict[str, Any]] = {
    "plain": {},
    "cut": {"input": LONG, "max_output_tokens": LEAST},
    "calling": CALLING,
    "structured": {"text": FORMAT, "max_output_tokens": 400},
    "thoughtful": THOUGHT | {"max_output_tokens": 800},
}
PREVIOUS, NOT_FOUND = "previous_response_id", "previous_response_not_found"
STREAM_SHAPES = SHAPES | {
    "parts": {"input": [{"role": "user", "content": [{"type": "input_text", "text": "Say hello."}]}]}
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


@conversation("stream", STREAM_SHAPES)
def events(target, variant):
    """The events of a response while it is made."""
    target.capabilities.require("responses-stream")
    require(target, variant)
    return target.ask(CREATE, stream=True, **variant)


@conversation("reply")
def response_with_logprobs(target):
    """A response that tells how likely each token was, and what else might have come."""
    target.capabilities.require("responses-logprobs")
    return target.ask(CREATE, **LOGPROBS)


@conversation("stream")
def events_with_logprobs(target):
    """The events of such a response."""
    target.capabilities.require("responses-logprobs")
    target.capabilities.require("responses-stream")
    return target.ask(CREATE, stream=True, **LOGPROBS)


def require(target, members):
    target.capabilities.require("responses")
    target.capabilities.require_for(members, NEEDS)


# --- what is kept -------------------------------------------------------------------------------------


@conversation("reply", control=True)
def kept_response(target):
    """A response that is to be kept."""
    target.capabilities.require("responses-kept")
    return target.ask(CREATE, store=True, metadata={"purpose": "conformance"})


@conversation("reply")
def fetched_response(target, kept_response):
    """The same, fetched by its id."""
    return target.ask(RETRIEVE, response_id=kept_response.id_at("id"))


@conversation("reply")
def continued_response(target, kept_response):
    """A response that goes on with it, by a shorter question: who does not know the first reads less."""
    return gone_on_with(target, kept_response.id_at("id"))


def gone_on_with(target, id):
    """The next response; a server that keeps responses need not go on with them, but finds those that it kept."""
    exchange = target.ask(CREATE, previous_response_id=id, input="Again.")
    return exchange if Told.of(exchange).code == NOT_FOUND else granted(exchange, (PREVIOUS,))


@conversation("reply")
def deleted_response(target, kept_response, fetched_response, continued_response):
    """Its deletion, when all that is asked of it was."""
    target.capabilities.require("responses-deletion")
    return target.ask(DELETE, response_id=kept_response.id_at("id"))
