"""Whatever is asked: the stream, put together by the official client, is the plain answer, and its pieces are whole."""

from __future__ import annotations

import json

from arbitrary import TEXT, little
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.parrot.tokenizer import count
from openai.lib.streaming.chat import ChatCompletionStreamState
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from test_any_request import CHAT, FUNCTION, SHAPE, asked

PATH = "/v1/chat/completions"
TOOL = {"type": "function", "function": FUNCTION}
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "n": st.integers(1, 3),
        "seed": st.integers(-(2**63), 2**63 - 1),
        "max_tokens": st.integers(1, 12),
        "stop": TEXT.filter(bool) | st.lists(TEXT.filter(bool), min_size=1, max_size=4),
        "logprobs": st.booleans(),
        "response_format": st.just(SHAPE),
        "tools": st.lists(st.just(TOOL), min_size=1, max_size=1),
    },
)


def body(text, options, **more):
    return {**CHAT, "messages": [{"role": "user", "content": text}], **options, **more}


def answer(said):
    status, _, received = asked("POST", PATH, body=json.dumps(said).encode())
    assert status == 200, received
    return received.decode()


def chunks(said):
    *events, done = answer(said).removesuffix("\n\n").split("\n\n")
    assert done == "data: [DONE]"
    return [ChatCompletionChunk.model_validate_json(event.removeprefix("data: ")) for event in events]


@given(TEXT, OPTIONS)
def test_a_stream_put_together_is_the_plain_answer(text, options):
    state = ChatCompletionStreamState()
    for chunk in chunks(body(text, options, stream=True, stream_options={"include_usage": True})):
        state.handle_chunk(chunk)
    plain = ChatCompletion.model_validate_json(answer(body(text, options)))
    assert told(state.current_completion_snapshot) == told(plain)


def told(completion):
    """What both say, but for the ids of calls: each answer has its own."""
    choices = [
        (choice.index, choice.finish_reason, choice.message.content, choice.message.refusal, called(choice.message))
        for choice in completion.choices
    ]
    logprobs = [choice.logprobs and choice.logprobs.model_dump(exclude_unset=True) for choice in completion.choices]
    return choices, logprobs, completion.usage.model_dump(exclude_unset=True), completion.model


def called(message):
    return [(call.type, call.function.name, call.function.arguments) for call in message.tool_calls or []]


@little()
@given(TEXT)
def test_tokens_are_counted_as_they_are_spoken(text):
    said = ChatCompletion.model_validate_json(answer(body(text or "Hello", {"logprobs": True})))
    (choice,) = said.choices
    assert said.usage.completion_tokens == count(choice.message.content) == len(choice.logprobs.content)
    assert b"".join(bytes(token.bytes) for token in choice.logprobs.content).decode() == choice.message.content
