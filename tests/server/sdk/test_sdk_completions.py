"""The official SDK's legacy completions, whole and streamed, are what stands on the wire."""

from __future__ import annotations

import pytest
from official import WAYS, told

SHAPES = {
    "plain": {},
    "several prompts": {"prompt": ["one", "two"]},
    "several choices": {"n": 2},
    "logprobs": {"logprobs": 2},
    "echo": {"echo": True},
    "cut": {"max_tokens": 2},
}


@pytest.fixture(params=WAYS)
def sdk(request, server):
    return request.param(server.base_url, server.api_key)


def asked(**members):
    body = {"model": "parrot-1", "prompt": "Once upon a time", **members}
    return lambda client: client.completions.create(**body)


@pytest.mark.parametrize("members", SHAPES.values(), ids=SHAPES)
def test_an_answer(sdk, members):
    answer = sdk.one(asked(**members))
    assert told(answer) == sdk.wire.json
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


@pytest.mark.parametrize("members", SHAPES.values(), ids=SHAPES)
def test_a_stream(sdk, members):
    chunks = sdk.each(asked(stream=True, **members))
    assert [told(chunk) for chunk in chunks] == sdk.wire.chunks
    assert chunks


def test_the_usage_of_a_stream(sdk):
    *_, last = sdk.each(asked(stream=True, stream_options={"include_usage": True}))
    assert last.choices == []
    assert told(last.usage) == sdk.wire.chunks[-1]["usage"]
    assert last.usage == sdk.one(asked()).usage


def test_a_stream_says_what_the_answer_says(sdk):
    streamed = "".join(chunk.choices[0].text for chunk in sdk.each(asked(stream=True)))
    assert streamed == sdk.one(asked()).choices[0].text != ""
