"""Structured output: JSON by a schema, whole and streamed; refusals; formats that are refused."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer", "minimum": 0}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
NODE = {
    "type": "object",
    "properties": {"label": {"type": "string"}, "below": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
    "required": ["label", "below"],
    "additionalProperties": False,
}
SCHEMAS = {
    "flat": PERSON,
    "nested": {**PERSON, "properties": {"name": {"type": "string"}, "age": PERSON}},
    "enum": {**PERSON, "properties": {"name": {"enum": ["Ada", "Polly"]}, "age": {"const": 7}}},
    "recursive": {**NODE, "$defs": {"node": NODE}},
    "nullable": {
        **PERSON,
        "properties": {"name": {"type": ["string", "null"]}, "age": {"anyOf": [PERSON, {"type": "null"}]}},
    },
    "without a type": {"properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": False},
}


def by(schema, *, strict=True, name="answer", **more):
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": strict, **more}}


def message(response):
    assert response.status_code == 200, response.text
    return response.json()["choices"][0]["message"]


@pytest.mark.parametrize("strict", [True, False, None])
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_content_satisfies_the_schema(chat, name, strict):
    content = message(chat(response_format=by(SCHEMAS[name], strict=strict)))["content"]
    assert jsonschema_rs.is_valid(SCHEMAS[name], json.loads(content)), content


def test_a_json_object_says_what_was_heard(chat):
    assert json.loads(message(chat("Speak JSON", response_format={"type": "json_object"}))["content"]) == {
        "said": "Speak JSON"
    }


def test_a_format_without_a_schema_gives_an_object(chat):
    answered = chat(response_format={"type": "json_schema", "json_schema": {"name": "anything"}})
    assert isinstance(json.loads(message(answered)["content"]), dict)


def test_the_same_request_gets_the_same_json(chat):
    first, second = (chat("Ada", response_format=by(PERSON)) for _ in range(2))
    assert message(first) == message(second)


def test_each_choice_satisfies_the_schema(chat):
    choices = chat(response_format=by(PERSON), n=5).json()["choices"]
    contents = [choice["message"]["content"] for choice in choices]
    assert all(jsonschema_rs.is_valid(PERSON, json.loads(content)) for content in contents)
    assert len(set(contents)) > 1


def test_a_stream_carries_the_same_json_in_fragments(chat, stream):
    chunks = stream("Ada", response_format=by(PERSON))
    fragments = [text for chunk in chunks if (text := chunk["choices"][0]["delta"].get("content"))]
    assert len(fragments) > 3
    assert "".join(fragments) == message(chat("Ada", response_format=by(PERSON)))["content"]


def test_a_limit_cuts_the_json_and_says_so(chat):
    [choice] = chat(response_format=by(PERSON), max_tokens=4).json()["choices"]
    assert choice["finish_reason"] == "length"
    with pytest.raises(ValueError):
        json.loads(choice["message"]["content"])


def test_tokens_spell_the_json(chat):
    [choice] = chat(response_format=by(PERSON), logprobs=True).json()["choices"]
    spelt = "".join(entry["token"] for entry in choice["logprobs"]["content"])
    assert (spelt, choice["logprobs"]["refusal"]) == (choice["message"]["content"], None)


def test_a_tool_that_must_be_called_is_called_all_the_same(chat):
    tool = {"type": "function", "function": {"name": "find", "parameters": PERSON}}
    answered = message(chat(response_format=by(PERSON), tools=[tool], tool_choice="required"))
    assert [call["function"]["name"] for call in answered["tool_calls"]] == ["find"]


# --- refusals ----------------------------------------------------------------------------------------

REFUSE = "Please refuse to answer this."


def test_a_refusal_stands_in_place_of_the_content(chat):
    [choice] = chat(REFUSE, response_format=by(PERSON)).json()["choices"]
    assert choice["message"]["content"] is None
    assert choice["message"]["refusal"].startswith("I'm sorry")
    assert choice["finish_reason"] == "stop"


def test_a_refusal_is_streamed_as_such(chat, stream):
    deltas = [chunk["choices"][0]["delta"] for chunk in stream(REFUSE, response_format=by(PERSON))]
    assert deltas[0] == {"role": "assistant", "content": None, "refusal": ""}
    assert all("content" not in delta for delta in deltas[1:])
    refusal = "".join(delta.get("refusal", "") for delta in deltas)
    assert refusal == message(chat(REFUSE, response_format=by(PERSON)))["refusal"]


def test_a_refusal_has_its_own_logprobs(chat):
    [choice] = chat(REFUSE, response_format=by(PERSON), logprobs=True).json()["choices"]
    spelt = "".join(entry["token"] for entry in choice["logprobs"]["refusal"])
    assert (spelt, choice["logprobs"]["content"]) == (choice["message"]["refusal"], None)


@pytest.mark.parametrize("asked", [{"type": "text"}, {"type": "json_object"}])
def test_only_a_schema_brings_a_refusal(chat, asked):
    assert message(chat(REFUSE, response_format=asked))["refusal"] is None


# --- formats that are refused ------------------------------------------------------------------------

SCHEMA = "response_format.json_schema.schema"
UNFIT = {
    "a format as text": ("json_object", "invalid_type", "response_format"),
    "no type": ({}, "missing_required_parameter", "response_format.type"),
    "a type nobody has": ({"type": "yaml"}, "invalid_value", "response_format.type"),
    "no json_schema": ({"type": "json_schema"}, "missing_required_parameter", "response_format.json_schema"),
    "no name": (
        {"type": "json_schema", "json_schema": {"schema": PERSON}},
        "missing_required_parameter",
        "response_format.json_schema.name",
    ),
    "a name with a space": (by(PERSON, name="an answer"), "invalid_value", "response_format.json_schema.name"),
    "a name too long": (by(PERSON, name="a" * 65), "invalid_value", "response_format.json_schema.name"),
    "strict as text": (by(PERSON, strict="yes"), "invalid_type", "response_format.json_schema.strict"),
    "a schema as text": (by("object"), "invalid_type", SCHEMA),
    "a stray member": (by(PERSON, mood=1), "unknown_parameter", "response_format.json_schema.mood"),
    "a schema of no type": (by({"type": "thing"}, strict=False), "invalid_json_schema", SCHEMA),
    "a schema of an array": (by({"type": "array"}, strict=False), "invalid_json_schema", SCHEMA),
    "no such keyword value": (by({**PERSON, "required": "name"}, strict=False), "invalid_json_schema", SCHEMA),
    "no value": (by({"properties": {"a": False}, "required": ["a"]}, strict=False), "invalid_json_schema", SCHEMA),
    "a reference to nothing": (by({"$ref": "#/$defs/none"}, strict=False), "invalid_json_schema", SCHEMA),
    "strict and open": (by({**PERSON, "additionalProperties": True}), "invalid_json_schema", SCHEMA),
    "strict, and open below": (
        by({**PERSON, "properties": {"name": {"type": "object"}, "age": {}}}),
        "invalid_json_schema",
        SCHEMA,
    ),
    "strict, and open by reference": (
        by({**PERSON, "$defs": {"x": {"properties": {}}}}),
        "invalid_json_schema",
        SCHEMA,
    ),
    "strict, not all required": (by({**PERSON, "required": ["name"]}), "invalid_json_schema", SCHEMA),
    "strict, and beyond it": (by({**PERSON, "allOf": [{}]}), "invalid_json_schema", SCHEMA),
    "strict, anyOf at the top": (by({"anyOf": [PERSON]}), "invalid_json_schema", SCHEMA),
}


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(("asked", "code", "param"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_format_is_refused(chat, asked, code, param, streamed):
    refused = chat(response_format=asked, stream=streamed)
    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error["param"]) == (400, code, param)
