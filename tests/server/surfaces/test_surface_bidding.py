"""Steps, and arguments that are written out: how a user makes the parrot call tools one after the other."""

from __future__ import annotations

import json

import pytest
from oaic_server.answering.prompt.bidding import words
from response_bodies import CITY, CODE, NOTE, TIME, WEATHER

PAGE = {
    "type": "object",
    "properties": {"number": {"type": "integer"}},
    "required": ["number"],
    "additionalProperties": False,
}
READ = {"type": "function", "name": "read_page", "parameters": PAGE, "strict": True}
TOOLS = [READ, WEATHER, TIME, NOTE, CODE | {"name": "code"}]
TWO_PAGES = 'read_page {"number": 1}, read_page {"number": 2}'
CALLED = {
    "as written out": ('read_page {"number": 7}', [("read_page", {"number": 7})]),
    "several": (TWO_PAGES, [("read_page", {"number": 1}), ("read_page", {"number": 2})]),
    "nobody besides": ('What time? read_page {"number": 7}', [("read_page", {"number": 7})]),
    "not those of the JSON": ('jot "The time and the weather"', [("jot", "The time and the weather")]),
    "in lines": ('read_page\n{"number":\n7}', [("read_page", {"number": 7})]),
    "by a grammar": ('code "2026"', [("code", "2026")]),
    "the word between steps in JSON": ('jot "if a; then b; fi"', [("jot", "if a; then b; fi")]),
}
INVENTED = {
    "against the schema": 'read_page {"page": 7}',
    "not a number": 'read_page {"number": NaN}',
    "beyond all numbers": 'read_page {"number": 1e999}',
    "of more digits than are read": 'read_page {"number": ' + "9" * 5_000 + "}",
    "of another kind": 'read_page "7"',
    "broken": 'read_page {"number": 7',
    "behind a part of the name": 'page {"number": "seven"}',
}


def calls(output):
    return [(item["name"], read(item)) for item in output if item["type"].endswith("_call")]


def read(item):
    return json.loads(item["arguments"]) if item["type"] == "function_call" else item["input"]


def results(output):
    kinds = [item["type"].removesuffix("_call") for item in output if item["type"].endswith("_call")]
    ids = [item["call_id"] for item in output if item["type"].endswith("_call")]
    return [
        {"type": f"{kind}_call_output", "call_id": id, "output": "Done"} for kind, id in zip(kinds, ids, strict=True)
    ]


@pytest.fixture
def agent(respond):
    """What each step of an agent calls, and what is said in the end."""

    def run(text, **members):
        items, steps = [{"role": "user", "content": text}], []
        while calls(output := respond(items, tools=TOOLS, **members).json()["output"]):
            steps.append(calls(output))
            items += [*output, *results(output)]
        return steps, output[-1]["content"][0]["text"]

    return run


@pytest.mark.parametrize(("text", "called"), CALLED.values(), ids=CALLED)
def test_a_tool_is_called_with_what_is_written_out(respond, text, called):
    assert calls(respond(text, tools=TOOLS).json()["output"]) == called


@pytest.mark.parametrize("text", INVENTED.values(), ids=INVENTED)
def test_what_a_tool_does_not_take_is_invented(respond, text):
    ((name, arguments), *_) = calls(respond(text, tools=TOOLS).json()["output"])
    assert (name, list(map(type, arguments.values()))) == ("read_page", [int])


def test_half_a_character_is_not_said(respond):
    text = r'jot "\ud83d"'
    assert calls(respond(text, tools=TOOLS).json()["output"]) == [("jot", text)]


def test_what_is_nested_too_deep_is_not_read():
    text = 'read_page {"number": ' + "[" * 100_000
    assert [word.argument for word in words(text, {"read_page"})] == [None, None]


def test_steps_come_one_after_the_other(agent):
    steps, said = agent(f'{TWO_PAGES} then tell me, then jot "x" then the time.')
    assert steps == [
        [("read_page", {"number": 1}), ("read_page", {"number": 2})],
        [("jot", "x")],
        [("get_time", {})],
    ]
    assert said == "get_time says: Done"


def test_steps_go_on_whatever_the_agent_was_told_meanwhile(respond):
    asked = {"role": "user", "content": "The time, then the weather."}
    (call,) = respond([asked], tools=TOOLS).json()["output"]
    history = [asked, call, *results([call]), {"role": "developer", "content": "Be brief."}]
    assert [name for name, _ in calls(respond(history, tools=TOOLS).json()["output"])] == ["get_weather"]


def test_an_answer_ends_the_steps(respond):
    asked = {"role": "user", "content": "The time, then the weather."}
    history = [asked, {"role": "assistant", "content": "No."}]
    assert calls(respond(history, tools=TOOLS).json()["output"]) == []


def test_a_chat_has_steps_too(chat):
    tool = {"type": "function", "function": {"name": "read_page", "parameters": PAGE}}
    messages, called = [{"role": "user", "content": 'read_page {"number": 1} then read_page {"number": 2}'}], []
    while (message := chat(messages=messages, tools=[tool]).json()["choices"][0]["message"]).get("tool_calls"):
        called += [json.loads(call["function"]["arguments"]) for call in message["tool_calls"]]
        messages += [
            {"role": "assistant", "tool_calls": message["tool_calls"]},
            *({"role": "tool", "tool_call_id": call["id"], "content": "Done"} for call in message["tool_calls"]),
        ]
    assert (called, message["content"]) == ([{"number": 1}, {"number": 2}], "read_page says: Done")


def test_arguments_that_are_not_written_out_satisfy_the_schema(respond):
    ((_, arguments),) = calls(respond("The weather?", tools=TOOLS).json()["output"])
    assert set(arguments) == set(CITY["required"])
