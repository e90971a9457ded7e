"""The official SDK's `.parse()` and `.stream()` against the reference server: a model in, an instance of it out."""

from __future__ import annotations

from enum import Enum
from typing import Literal

import openai
import pydantic
import pytest


class Color(Enum):
    RED = "red"
    GREEN = "green"


class Address(pydantic.BaseModel):
    street: str
    number: int


class Person(pydantic.BaseModel):
    name: str
    age: int
    color: Color
    kind: Literal["human", "parrot"]
    nickname: str | None
    addresses: list[Address]


class Node(pydantic.BaseModel):
    label: str
    below: list[Node]


class Pair(pydantic.BaseModel):
    either: Person | Address
    scores: list[float]


MODELS = [Address, Person, Node, Pair]
QUESTION = [{"role": "user", "content": "Describe yourself."}]
REFUSE = [{"role": "user", "content": "Please refuse to answer this."}]


@pytest.fixture(scope="session")
def sdk(server):
    with openai.OpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0) as client:
        yield client.chat.completions


def asked(model, messages=QUESTION, **more):
    return {"model": "parrot-1", "messages": messages, "response_format": model, **more}


@pytest.mark.parametrize("model", MODELS)
def test_parse_gives_an_instance(sdk, model):
    [choice] = sdk.parse(**asked(model)).choices
    assert isinstance(choice.message.parsed, model)
    assert choice.message.refusal is None


@pytest.mark.parametrize("model", MODELS)
def test_a_stream_ends_in_the_instance_that_parse_gives(sdk, model):
    with sdk.stream(**asked(model)) as stream:
        fragments = [event.delta for event in stream if event.type == "content.delta"]
        message = stream.get_final_completion().choices[0].message
    assert message.parsed == sdk.parse(**asked(model)).choices[0].message.parsed
    assert "".join(fragments) == message.content
    assert len(fragments) > 1


def test_every_choice_is_parsed(sdk):
    parsed = [choice.message.parsed for choice in sdk.parse(**asked(Person, n=3)).choices]
    assert [type(person) for person in parsed] == [Person] * 3


def test_a_refusal_is_not_parsed(sdk):
    [choice] = sdk.parse(**asked(Person, REFUSE)).choices
    assert choice.message.parsed is None
    assert choice.message.refusal


def test_a_streamed_refusal_arrives_as_one(sdk):
    with sdk.stream(**asked(Person, REFUSE)) as stream:
        kinds = {event.type for event in stream}
        message = stream.get_final_completion().choices[0].message
    assert {"refusal.delta", "refusal.done"} <= kinds
    assert kinds.isdisjoint({"content.delta", "content.done"})
    assert (message.parsed, message.content) == (None, None)
    assert message.refusal == sdk.parse(**asked(Person, REFUSE)).choices[0].message.refusal


def test_what_was_cut_short_is_said_to_be(sdk):
    with pytest.raises(openai.LengthFinishReasonError):
        sdk.parse(**asked(Person, max_completion_tokens=3))


@pytest.mark.parametrize("format", [{"type": "json_object"}, {"type": "text"}])
def test_other_formats_are_left_as_they_are(sdk, format):
    [choice] = sdk.create(**asked(format)).choices
    assert choice.message.content


def test_a_schema_that_is_not_strict_is_a_bad_request(sdk):
    schema = {"name": "open", "strict": True, "schema": {"type": "object", "properties": {}}}
    with pytest.raises(openai.BadRequestError) as refused:
        sdk.create(**asked({"type": "json_schema", "json_schema": schema}))
    assert (refused.value.code, refused.value.param) == ("invalid_json_schema", "response_format.json_schema.schema")
