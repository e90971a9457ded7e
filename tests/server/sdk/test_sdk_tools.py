"""The official SDK's helpers for tools against the reference server: calls arrive parsed, streamed and whole."""

from __future__ import annotations

import json
from typing import Literal

import openai
import pydantic
import pytest


class GetWeather(pydantic.BaseModel):
    """The weather in a city, right now."""

    city: str
    unit: Literal["celsius", "fahrenheit"]
    days: list[int]


class GetTime(pydantic.BaseModel):
    """The time of day in a city, right now."""

    city: str | None


TOOLS = [openai.pydantic_function_tool(tool) for tool in (GetWeather, GetTime)]
BOTH = [{"role": "user", "content": "What are the weather and the time in Oslo?"}]


@pytest.fixture(scope="session")
def sdk(server):
    with openai.OpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0) as client:
        yield client.chat.completions


def asked(messages=BOTH, tools=TOOLS, **more):
    return {"model": "parrot-1", "messages": messages, "tools": tools, **more}


def results(message):
    return [{"role": "tool", "tool_call_id": call.id, "content": "fine"} for call in message.tool_calls]


def whole(sdk, **members):
    return sdk.parse(**asked(**members)).choices[0]


def streamed(sdk, **members):
    with sdk.stream(**asked(**members)) as stream:
        return stream.get_final_completion().choices[0]


def test_parse_gives_arguments_of_the_callers_types(sdk):
    choice = whole(sdk)
    assert [type(call.function.parsed_arguments) for call in choice.message.tool_calls] == [GetWeather, GetTime]
    assert choice.finish_reason == "tool_calls"


def test_the_stream_helper_puts_the_calls_together(sdk):
    with sdk.stream(**asked()) as stream:
        events = list(stream)
        [choice] = stream.get_final_completion().choices
    assert [type(call.function.parsed_arguments) for call in choice.message.tool_calls] == [GetWeather, GetTime]
    done = [event for event in events if event.type == "tool_calls.function.arguments.done"]
    assert [event.name for event in done] == ["GetWeather", "GetTime"]
    assert [event.arguments for event in done] == [call.function.arguments for call in choice.message.tool_calls]
    assert len([event for event in events if event.type == "tool_calls.function.arguments.delta"]) > len(done)


@pytest.mark.parametrize("way", [whole, streamed])
def test_the_message_goes_back_as_the_sdk_has_it(sdk, way):
    message = way(sdk).message
    [choice] = sdk.create(**asked([*BOTH, as_it_came(message), *results(message)])).choices
    assert choice.message.content == "GetWeather says: fine\nGetTime says: fine"
    assert choice.message.tool_calls is None


def test_a_stream_and_an_answer_call_alike(sdk):
    choices = [way(sdk) for way in (whole, streamed)]
    said = [[call.function.arguments for call in choice.message.tool_calls] for choice in choices]
    assert said[0] == said[1]
    assert {choice.finish_reason for choice in choices} == {"tool_calls"}


def as_it_came(message):
    """The message without what the helpers of the SDK added to it."""
    told = message.model_dump(exclude_none=True, exclude={"parsed"})
    for call in told["tool_calls"]:
        call["function"].pop("parsed_arguments", None)
        call.pop("index", None)
    return told


@pytest.mark.parametrize("way", [whole, streamed])
def test_a_call_that_is_cut_short_is_an_error_of_its_own(sdk, way):
    with pytest.raises(openai.LengthFinishReasonError):
        way(sdk, max_tokens=3)


def test_a_custom_tool_is_called_with_text(sdk):
    jot = {"type": "custom", "custom": {"name": "jot"}}
    [choice] = sdk.create(**asked([{"role": "user", "content": "jot this"}], [jot])).choices
    [call] = choice.message.tool_calls
    assert (call.type, call.custom.name, call.custom.input) == ("custom", "jot", "jot this")


def test_a_function_of_old_is_called(sdk):
    function = {"name": "get_time", "parameters": GetTime.model_json_schema()}
    answer = sdk.create(model="parrot-1", messages=BOTH, functions=[function], function_call={"name": "get_time"})
    assert GetTime(**json.loads(answer.choices[0].message.function_call.arguments))


def test_an_unknown_tool_is_a_bad_request(sdk):
    with pytest.raises(openai.BadRequestError) as refused:
        sdk.create(**asked(tool_choice={"type": "function", "function": {"name": "get_rich"}}))
    assert refused.value.param == "tool_choice"
