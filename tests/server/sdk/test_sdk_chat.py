"""The official SDK's chat, whole, streamed and by its helpers: what it gives is what stands on the wire."""

from __future__ import annotations

import openai
import pydantic
import pytest
from official import WAYS, told

HELLO = [{"role": "user", "content": "Hello, parrot"}]
SHAPES = {
    "plain": {},
    "several choices": {"n": 3},
    "logprobs": {"logprobs": True, "top_logprobs": 2},
    "cut": {"max_completion_tokens": 2},
    "a stop sequence": {"stop": [","]},
    "JSON": {"response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "Hello in JSON"}]},
    "a refusal": {"messages": [{"role": "user", "content": "Please refuse to answer this."}]},
}
WHOLE = {name: members for name, members in SHAPES.items() if name != "cut"}


class Greeting(pydantic.BaseModel):
    text: str
    times: list[int]


class GetWeather(pydantic.BaseModel):
    """The weather in a city."""

    city: str


CALLING = {"tools": [openai.pydantic_function_tool(GetWeather)], "tool_choice": "required"}


@pytest.fixture(params=WAYS)
def sdk(request, server):
    return request.param(server.base_url, server.api_key)


def asked(way="create", **members):
    body = {"model": "parrot-1", "messages": HELLO, **members}
    return lambda client: getattr(client.chat.completions, way)(**body)


def said(chunks, member="content", index=0):
    """A member of the deltas of a choice, put together from the wire."""
    choices = [choice for chunk in chunks for choice in chunk["choices"] if choice["index"] == index]
    return "".join(choice["delta"].get(member) or "" for choice in choices)


@pytest.mark.parametrize("members", SHAPES.values(), ids=SHAPES)
def test_an_answer(sdk, members):
    answer = sdk.one(asked(**members))
    assert told(answer) == sdk.wire.json
    assert len(answer.choices) == members.get("n", 1)


@pytest.mark.parametrize("members", SHAPES.values(), ids=SHAPES)
def test_a_stream(sdk, members):
    chunks = sdk.each(asked(stream=True, **members))
    assert [told(chunk) for chunk in chunks] == sdk.wire.chunks
    assert chunks


@pytest.mark.parametrize("members", WHOLE.values(), ids=WHOLE)
def test_the_stream_helper(sdk, members):
    events, final = sdk.helped(asked("stream", **members))
    chunks = sdk.wire.chunks
    assert [told(event.chunk) for event in events if event.type == "chunk"] == chunks
    assert {final.id, final.model} == {chunks[0]["id"], chunks[0]["model"]}
    for choice in final.choices:
        assert (choice.message.content or "") == said(chunks, index=choice.index)
        assert (choice.message.refusal or "") == said(chunks, "refusal", choice.index)
    assert [choice.finish_reason for choice in final.choices] == list(reasons(chunks).values())


def reasons(chunks):
    finished = [choice for chunk in chunks for choice in chunk["choices"] if choice["finish_reason"]]
    return dict(sorted((choice["index"], choice["finish_reason"]) for choice in finished))


def test_a_limit_that_was_reached_is_an_error_to_the_stream_helper(sdk):
    with pytest.raises(openai.LengthFinishReasonError) as raised:
        sdk.helped(asked("stream", **SHAPES["cut"]))
    [choice] = raised.value.completion.choices
    assert (choice.finish_reason, choice.message.content) == ("length", said(sdk.wire.chunks))


def test_the_usage_of_a_stream(sdk):
    _, final = sdk.helped(asked("stream", stream_options={"include_usage": True}))
    assert told(final.usage) == sdk.wire.chunks[-1]["usage"]
    assert final.usage == sdk.one(asked()).usage


def test_a_model_is_parsed_from_the_text_on_the_wire(sdk):
    [choice] = sdk.one(asked("parse", response_format=Greeting)).choices
    text = sdk.wire.json["choices"][0]["message"]["content"]
    assert choice.message.parsed == Greeting.model_validate_json(text)


def test_a_streamed_model_is_parsed_from_the_text_on_the_wire(sdk):
    _, final = sdk.helped(asked("stream", response_format=Greeting))
    assert final.choices[0].message.parsed == Greeting.model_validate_json(said(sdk.wire.chunks))


def test_a_call_is_parsed_from_the_arguments_on_the_wire(sdk):
    [call] = sdk.one(asked("parse", **CALLING)).choices[0].message.tool_calls
    [sent] = sdk.wire.json["choices"][0]["message"]["tool_calls"]
    assert (call.id, call.function.name) == (sent["id"], sent["function"]["name"])
    assert call.function.parsed_arguments == GetWeather.model_validate_json(sent["function"]["arguments"])


def test_a_call_is_put_together_from_its_fragments_on_the_wire(sdk):
    _, final = sdk.helped(asked("stream", **CALLING))
    [call] = final.choices[0].message.tool_calls
    deltas = [choice["delta"] for chunk in sdk.wire.chunks for choice in chunk["choices"]]
    fragments = [fragment for delta in deltas for fragment in delta.get("tool_calls", [])]
    arguments = "".join(fragment["function"]["arguments"] for fragment in fragments)
    assert (call.id, call.function.name) == (fragments[0]["id"], fragments[0]["function"]["name"])
    assert call.function.parsed_arguments == GetWeather.model_validate_json(arguments)
    assert len(fragments) > 1
