"""The official SDK's Responses, by every method it has: what it gives is what stands on the wire."""

from __future__ import annotations

import json

import openai
import pydantic
import pytest
from official import WAYS, told
from response_bodies import KINDS

from conftest import read_events

KNOWN = {name: members for name, members in KINDS.items() if name != "a tool nobody knows"}  # not to the SDK either
ENDING = {name: members for name, members in KNOWN.items() if name not in ("cut", "a call that is cut", "failed")}


class Place(pydantic.BaseModel):
    city: str
    unit: str


class GetWeather(pydantic.BaseModel):
    """The weather in a city."""

    city: str


@pytest.fixture(params=WAYS)
def sdk(request, server):
    return request.param(server.base_url, server.api_key)


def asked(way="create", **members):
    named = without(members, "client_metadata", "stream_options")
    body = {"model": "parrot-1", "input": "Hello", **named, "extra_body": {"client_metadata": {"session": "1"}}}
    return lambda client: getattr(client.responses, way)(**body)


def without(members, *names):
    return {name: value for name, value in members.items() if name not in names}


def sent(sdk):
    return [event for _, event in read_events(sdk.wire.body.decode())]


@pytest.mark.parametrize("members", KNOWN.values(), ids=KNOWN)
def test_a_response(sdk, members):
    response = sdk.one(asked(**{**members, "stream": False}))
    assert told(response) == sdk.wire.json


@pytest.mark.parametrize("members", KNOWN.values(), ids=KNOWN)
def test_a_stream(sdk, members):
    events = sdk.each(asked(**{**members, "stream": True}))
    assert [told(event) for event in events] == sent(sdk)


@pytest.mark.parametrize("members", ENDING.values(), ids=ENDING)
def test_the_stream_helper(sdk, members):
    events, final = sdk.helped(asked("stream", **without(members, "stream")), "get_final_response")
    last = sent(sdk)[-1]["response"]
    assert [event.type for event in events] == [event["type"] for event in sent(sdk)]
    assert (final.id, final.output_text) == (last["id"], output_text(last))
    assert [told(item)["id"] for item in final.output] == [item["id"] for item in last["output"]]


def output_text(response):
    parts = [part for item in response["output"] for part in item.get("content", ())]
    return "".join(part.get("text", "") for part in parts)


def test_a_parsed_answer(sdk):
    response = sdk.one(asked("parse", text_format=Place))
    assert response.output_parsed == Place(**json.loads(output_text(sdk.wire.json)))


def test_a_parsed_call(sdk):
    tools = [openai.pydantic_function_tool(GetWeather)]
    flat = [{"type": "function", **tool["function"]} for tool in tools]
    response = sdk.one(asked("parse", tools=flat, tool_choice="required"))
    (call,) = response.output
    assert call.parsed_arguments == json.loads(call.arguments)


def test_a_response_from_the_background_is_polled_cancelled_and_deleted(sdk):
    made = sdk.one(asked(background=True))
    statuses = [sdk.one(lambda client: client.responses.retrieve(made.id)).status for _ in range(2)]
    assert (made.status, statuses) == ("queued", ["in_progress", "completed"])
    other = sdk.one(asked(background=True))
    assert sdk.one(lambda client: client.responses.cancel(other.id)).status == "cancelled"
    assert sdk.one(lambda client: client.responses.delete(other.id)) is None
    with pytest.raises(openai.NotFoundError):
        sdk.one(lambda client: client.responses.retrieve(other.id))


def test_a_stream_is_taken_up_again(sdk):
    sdk.each(asked(stream=True, background=True))
    all_of_it = sent(sdk)
    id = all_of_it[0]["response"]["id"]
    rest = sdk.each(lambda client: client.responses.retrieve(id, stream=True, starting_after=3))
    assert [told(event) for event in rest] == all_of_it[4:]


def test_input_items_page_by_page(sdk):
    made = sdk.one(asked(input=[{"role": "user", "content": str(number)} for number in range(5)]))
    listed = sdk.paged(lambda client: client.responses.input_items.list(made.id, limit=2))
    assert [item.content[0].text for item in listed] == ["4", "3", "2", "1", "0"]


def test_tokens_are_counted_and_conversations_compacted(sdk):
    counted = sdk.one(lambda client: client.responses.input_tokens.count(model="parrot-1", input="Hello"))
    compact = sdk.one(lambda client: client.responses.compact(model="parrot-1", input="Hello"))
    assert counted.input_tokens == compact.usage.input_tokens
    assert [item.type for item in compact.output] == ["message", "compaction"]


def test_conversations(sdk):
    hello = [{"type": "message", "role": "user", "content": "Hello"}]
    made = sdk.one(lambda client: client.conversations.create(metadata={"colour": "green"}))
    assert told(made) == sdk.wire.json
    added = sdk.one(lambda client: client.conversations.items.create(made.id, items=hello))
    response = sdk.one(asked(input="Again", conversation=made.id))
    listed = sdk.paged(lambda client: client.conversations.items.list(made.id, limit=2, order="asc"))
    assert [item.id for item in listed] == [added.data[0].id, listed[1].id, response.output[0].id]
    item = sdk.one(lambda client: client.conversations.items.retrieve(listed[0].id, conversation_id=made.id))
    assert told(item) == told(listed[0])
    assert sdk.one(lambda client: client.conversations.items.delete(item.id, conversation_id=made.id)).id == made.id
    assert sdk.one(lambda client: client.conversations.update(made.id, metadata={})).metadata == {}
    assert sdk.one(lambda client: client.conversations.delete(made.id)).deleted is True
    with pytest.raises(openai.NotFoundError):
        sdk.one(lambda client: client.conversations.retrieve(made.id))
