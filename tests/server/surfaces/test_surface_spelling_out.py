"""What the user spells out is what tools are called with, and what stands in JSON; what was said is recalled."""

from __future__ import annotations

import json

import pytest
from oaic_server.answering.prompt.literals import LISTENED, Literals
from oaic_server.answering.prompt.recall import recalled
from oaic_server.answering.prompt.sketch import sketched

TEXTS = {
    "quoted": ("a note titled 'Grüße aus Zürich' and \"more\"", ["Grüße aus Zürich", "more"]),
    "an apostrophe quotes nothing": ("It's Ada's and Bo's", []),
    "codes": ("Where is my order A-17, from 2026-10-01T15:00:00Z?", ["A-17", "2026-10-01T15:00:00Z"]),
    "names": ("The weather in New York. Use the Tool.", ["New York"]),
    "none": ("say hello", []),
}
NUMBERS = {"What is magic_function(3)?": [3], "-4 and 2.5 of A-17 on 2026-10-01": [-4, 2.5], "version 1.2.3": []}
LISTED = {
    "Get the weather in Paris and in Tokyo. Call it once per city.": ["Paris", "Tokyo"],
    "for Paris, Oslo, and New York": ["Paris", "Oslo", "New York"],
    "in Paris, France": [],
    "in Paris, and what is the time in Tokyo": [],
}
BY_NAME = {
    "body": ("a note whose body is exactly: Café ☕ in 東京 — naïve 🚀\nNothing else.", "Café ☕ in 東京 — naïve 🚀"),
    "customer_name": ("a customer named '你好啊集团'", "你好啊集团"),
    "maxResults": ("max results: 7", 7),
    "city": ("city=Oslo, unit=C", "Oslo"),
    "town": ('Repeat: {"size": 3, "town": "Oslo"}', "Oslo"),
}


@pytest.mark.parametrize(("text", "found"), TEXTS.values(), ids=TEXTS)
def test_texts_are_quoted_or_codes_or_names(text, found):
    assert Literals(text).texts == found


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_stand_alone(text):
    assert Literals(text).numbers == NUMBERS[text]


@pytest.mark.parametrize("text", LISTED)
def test_a_list_is_joined_by_a_word(text):
    assert Literals(text).listed == LISTED[text]


@pytest.mark.parametrize("name", BY_NAME)
def test_a_value_follows_its_name(name):
    text, value = BY_NAME[name]
    assert next(Literals(text).by_name(name)) == value


def test_only_the_beginning_is_listened_to():
    assert Literals(" " * LISTENED + "'late'").texts == []


# --- in calls ------------------------------------------------------------------------------------------------------


def tool(name, **properties):
    takes = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "parameters": takes}}


TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
WEATHER = tool("get_weather", city=TEXT)
CALLS = {
    "a number": (tool("magic_function", input=NUMBER), "What is magic_function(3)?", [{"input": 3}]),
    "a text by its name": (
        tool("save_note", title=TEXT, body=TEXT),
        "Save a note titled 'Ahoy' whose body is: Land ho!",
        [{"title": "Ahoy", "body": "Land ho!"}],
    ),
    "one of some": (
        tool("get_weather", city=TEXT, unit={"enum": ["F", "C"]}),
        "The weather in Oslo in C please",
        [{"city": "Oslo", "unit": "C"}],
    ),
    "each of a list": (WEATHER, "The weather in Paris and in Tokyo", [{"city": "Paris"}, {"city": "Tokyo"}]),
    "each where it is named": (
        WEATHER,
        "What is the weather in Paris, and what is the weather in Oslo?",
        [{"city": "Paris"}, {"city": "Oslo"}],
    ),
    "what the schema allows": (
        tool("roll", sides={"type": "integer", "maximum": 20}, times=NUMBER),
        "roll 100 dice of 6",
        [{"sides": 6, "times": 100}],
    ),
}


def arguments(response):
    calls = response.json()["choices"][0]["message"]["tool_calls"]
    return [json.loads(call["function"]["arguments"]) for call in calls]


@pytest.mark.parametrize(("offered", "text", "called"), CALLS.values(), ids=CALLS)
def test_a_call_says_what_was_spelt_out(chat, offered, text, called):
    assert arguments(chat(text, tools=[offered])) == called


def test_a_response_calls_with_it_too(respond):
    flat = {"type": "function", **WEATHER["function"]}
    [call] = respond("The weather in Oslo?", tools=[flat]).json()["output"]
    assert json.loads(call["arguments"]) == {"city": "Oslo"}


def test_a_tool_that_must_be_called_and_was_gives_way_to_one_that_was_not(chat):
    """Some clients write calls and results as texts, and demand a call for the final answer as well."""
    told = [
        {"role": "user", "content": "The weather in Oslo?"},
        {"role": "assistant", "content": "Calling get_weather in Oslo"},
        {"role": "user", "content": "Observation: it is mild"},
    ]
    final = tool("final_answer", answer=TEXT)
    answered = chat(messages=told, tools=[WEATHER, final], tool_choice="required")
    [call] = answered.json()["choices"][0]["message"]["tool_calls"]
    assert call["function"]["name"] == "final_answer"


# --- in JSON -------------------------------------------------------------------------------------------------------

AS_OBJECT = {"type": "json_object"}
PERSON = {"type": "object", "properties": {"name": TEXT, "age": NUMBER}, "required": ["name", "age"]}
KEYS = {
    "a JSON with 'setup' and 'punchline' keys": {"setup", "punchline"},
    'an object with the keys "a", "b" and "c"': {"a", "b", "c"},
    f"Answer by this schema:\n{json.dumps(PERSON)}": {"name", "age"},
}


def content(response):
    return response.json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize("prompt", KEYS)
def test_json_has_the_keys_that_the_prompt_names(chat, prompt):
    told = [{"role": "system", "content": prompt}, {"role": "user", "content": "Ann is 30."}]
    said = json.loads(content(chat(messages=told, response_format=AS_OBJECT)))
    assert set(said) == KEYS[prompt]
    assert said.get("age", 30) == 30


def test_json_stands_in_a_block_where_that_is_asked_for(chat):
    told = [
        {"role": "system", "content": json.dumps(PERSON)},
        {"role": "user", "content": "The person of 30, in a ```json codeblock."},
    ]
    begins, said, ends = content(chat(messages=told)).split("\n")
    assert (begins, json.loads(said)["age"], ends) == ("```json", 30, "```")


def test_a_schema_that_cannot_be_kept_is_none(chat):
    impossible = json.dumps({"properties": {"a": False}, "required": ["a"]})
    assert json.loads(content(chat(impossible, response_format=AS_OBJECT))) == {"said": impossible}


def test_words_without_keys_are_no_sketch():
    assert sketched('Speak JSON, like {"a": 1}') is None


# --- of what was said ----------------------------------------------------------------------------------------------


def test_what_a_user_said_is_recalled(chat, respond):
    told = [
        {"role": "user", "content": "My name is Ada. Remember it."},
        {"role": "assistant", "content": "I do."},
        {"role": "user", "content": "What is my name?"},
    ]
    assert content(chat(messages=told)) == "Ada"
    first = respond("My colour is green.").json()
    second = respond("What's my colour? Just the word.", previous_response_id=first["id"]).json()
    assert second["output"][0]["content"][0]["text"] == "green"


def test_the_latest_word_is_recalled_and_nothing_that_nobody_said():
    said = ["my name is Ada", "My name is Grace, now"]
    assert recalled("What is my name?", said) == "Grace"
    assert recalled("What is my age?", said) is None
    assert recalled("Say my name.", said) is None


def test_names_that_come_to_nothing_are_given_up_at_once():
    assert sketched('"a"    ' * 2_000) is None
