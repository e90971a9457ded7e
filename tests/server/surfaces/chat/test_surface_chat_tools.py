"""Tools: which are called, with what, and what may be said of them before and after."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from oaic_spec import contract

CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "unit": {"enum": ["C", "F"]}},
    "required": ["city", "unit"],
    "additionalProperties": False,
}


def function(name, parameters=CITY):
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


def custom(name, **members):
    return {"type": "custom", "custom": {"name": name, **members}}


def grammar(syntax, definition):
    return {"type": "grammar", "grammar": {"syntax": syntax, "definition": definition}}


WEATHER, TIME, NOTE = function("get_weather"), function("get_time"), custom("jot")
TOOLS = [WEATHER, TIME, NOTE]
BOTH = "What are the weather and the time in Oslo?"


def named(tool):
    kind = tool["type"]
    return {"type": kind, kind: {"name": tool[kind]["name"]}}


def allowed(mode, *tools):
    return {"type": "allowed_tools", "allowed_tools": {"mode": mode, "tools": [named(tool) for tool in tools]}}


def names(message):
    return [call[call["type"]]["name"] for call in message.get("tool_calls", [])]


@pytest.fixture
def answer(chat):
    """The one choice of an answer to a request with all tools."""

    def ask(text, **members):
        (choice,) = chat(text, **{"tools": TOOLS} | members).json()["choices"]
        return choice

    return ask


CALLED = {
    "nobody": ("Say hello.", {}, []),
    "a word of the name": ("Is the WEATHER fine?", {}, ["get_weather"]),
    "the whole name": ("jot it down", {}, ["jot"]),
    "a word too short to tell": ("Get me a chair.", {}, []),
    "two at once": (BOTH, {}, ["get_weather", "get_time"]),
    "one, twice": ("The weather in Oslo, the weather in Rome.", {}, ["get_weather", "get_weather"]),
    "one, however often it is named": ("weather " * 9, {}, ["get_weather"] * 3),
    "two, but not at once": (BOTH, {"parallel_tool_calls": False}, ["get_weather"]),
    "no choice among them": (BOTH, {"tool_choice": None}, ["get_weather", "get_time"]),
    "named, but not to be called": (BOTH, {"tool_choice": "none"}, []),
    "forced, any": ("Say hello.", {"tool_choice": "required"}, ["get_weather"]),
    "forced, the one that fits": ("What time is it?", {"tool_choice": "required"}, ["get_time"]),
    "forced by name": (BOTH, {"tool_choice": named(TIME)}, ["get_time"]),
    "a custom tool forced by name": (BOTH, {"tool_choice": named(NOTE)}, ["jot"]),
    "allowed": (BOTH, {"tool_choice": allowed("auto", TIME, NOTE)}, ["get_time"]),
    "allowed, and one of them forced": ("Hello", {"tool_choice": allowed("required", TIME)}, ["get_time"]),
}


@pytest.mark.parametrize(("text", "members", "called"), CALLED.values(), ids=CALLED)
def test_who_is_called(answer, text, members, called):
    choice = answer(text, **members)
    message = choice["message"]
    assert names(message) == called
    assert message["content"] == (None if called else text)
    assert choice["finish_reason"] == finish(members.get("tool_choice"), called)


def finish(choice, called):
    by_name = isinstance(choice, dict) and choice["type"] != "allowed_tools"
    return "tool_calls" if called and not by_name else "stop"


def test_a_call_is_of_the_shape_the_service_gives_it(answer):
    (call,) = answer("weather")["message"]["tool_calls"]
    assert call.keys() == {"id", "type", "function"}
    assert call["id"].startswith("call_")
    assert call["type"] == "function"
    assert json.loads(call["function"]["arguments"]).keys() == {"city", "unit"}


def test_calls_have_ids_of_their_own_and_arguments_that_repeat(chat):
    choices = chat(BOTH, tools=TOOLS, n=2).json()["choices"] + chat(BOTH, tools=TOOLS, n=2).json()["choices"]
    calls = [call for choice in choices for call in choice["message"]["tool_calls"]]
    assert len({call["id"] for call in calls}) == len(calls) == 8
    assert [call["function"] for call in calls[:4]] == [call["function"] for call in calls[4:]]


def test_a_function_without_parameters_is_called_with_none(answer):
    bare = {"type": "function", "function": {"name": "ping"}}
    assert answer("ping", tools=[bare])["message"]["tool_calls"][0]["function"]["arguments"] == "{}"


def test_a_custom_tool_hears_the_text_or_follows_its_grammar(answer):
    dates = custom("run", format=grammar("regex", r"\d{4}-\d{2}"))
    (plain,) = answer("jot", tools=[NOTE])["message"]["tool_calls"]
    (spelt,) = answer("Go", tools=[dates], tool_choice="required")["message"]["tool_calls"]
    assert plain["custom"] == {"name": "jot", "input": "jot"}
    assert re.fullmatch(r"\d{4}-\d{2}", spelt["custom"]["input"])


def test_a_limit_cuts_the_arguments(answer, chat):
    choice = answer("weather", max_tokens=3)
    usage = chat("weather", tools=TOOLS, max_tokens=3).json()["usage"]
    assert choice["finish_reason"] == "length"
    assert usage["completion_tokens"] == 3
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice["message"]["tool_calls"][0]["function"]["arguments"])


def test_a_second_call_that_the_limit_leaves_no_room_for_is_not_made(answer):
    whole = answer(BOTH)["message"]["tool_calls"][0]["function"]["arguments"]
    for limit in range(1, 40):
        choice = answer(BOTH, max_tokens=limit)
        if choice["message"]["tool_calls"][0]["function"]["arguments"] == whole:
            break
    assert (names(choice["message"]), choice["finish_reason"]) == (["get_weather"], "length")


def test_a_stream_opens_each_call_once(stream):
    deltas = [chunk["choices"][0]["delta"] for chunk in stream(BOTH, tools=TOOLS)]
    assert deltas[0] | {"tool_calls": 0} == {"role": "assistant", "content": None, "refusal": None, "tool_calls": 0}
    assert deltas[-1] == {}
    fragments = [fragment for delta in deltas[:-1] for fragment in delta["tool_calls"]]
    opening = [fragment for fragment in fragments if "id" in fragment]
    assert [fragment["index"] for fragment in opening] == [0, 1]
    assert {fragment["function"]["arguments"] for fragment in opening} == {""}
    later = [fragment for fragment in fragments if "id" not in fragment]
    assert {(*fragment, *fragment["function"]) for fragment in later} == {("index", "function", "arguments")}
    assert len(later) > 4


@pytest.mark.parametrize(
    ("function_call", "reason"), [("auto", "function_call"), ({"name": "get_time"}, "stop")], ids=["auto", "named"]
)
def test_a_function_of_old_is_called_the_old_way(chat, function_call, reason):
    members = {"functions": [TIME["function"]], "function_call": function_call}
    (choice,) = chat("What time is it?", **members).json()["choices"]
    assert choice["finish_reason"] == reason
    assert choice["message"]["function_call"]["name"] == "get_time"
    assert "tool_calls" not in choice["message"]
    assert json.loads(choice["message"]["function_call"]["arguments"]).keys() == {"city", "unit"}


# --- the round trip --------------------------------------------------------------------------------------

USER = {"role": "user", "content": "What is the weather in Oslo and in Rome?"}


def call(id, name="get_weather"):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": "{}"}}


def calling(*calls, **members):
    return {"role": "assistant", "content": None, "tool_calls": list(calls), **members}


def result(id, content="rain"):
    return {"role": "tool", "tool_call_id": id, "content": content}


HISTORIES = {
    "one result": ([calling(call("a")), result("a")], "get_weather says: rain"),
    "results out of order": (
        [calling(call("a"), call("b", "get_time")), result("b", "noon"), result("a")],
        "get_time says: noon\nget_weather says: rain",
    ),
    "content of nothing": ([calling(call("a"), content=""), result("a", "")], "get_weather says: "),
    "two turns": (
        [calling(call("a")), result("a"), calling(call("b")), result("b", "sun")],
        "get_weather says: sun",
    ),
    "a question after": ([calling(call("a")), result("a"), {"role": "user", "content": "Sure?"}], "Sure?"),
    "a function of old": ([{"role": "function", "name": "f", "content": "7"}], "f says: 7"),
}


@pytest.mark.parametrize(("turns", "said"), HISTORIES.values(), ids=HISTORIES)
def test_results_are_talked_about(answer, turns, said):
    assert answer("", messages=[USER, *turns])["message"]["content"] == said


def test_the_servers_own_message_may_be_sent_back(answer):
    message = answer(BOTH)["message"]
    results = [result(made["id"]) for made in message["tool_calls"]]
    assert answer("", messages=[USER, message, *results])["message"]["content"].count("says: rain") == 2


# --- refusals ----------------------------------------------------------------------------------------------

REFUSED = {
    "a forced call of nothing": ({"tool_choice": "required"}, None, "tool_choice"),
    "a tool named among none": ({"tool_choice": named(TIME)}, None, "tool_choice"),
    "a function named among none": ({"function_call": {"name": "f"}}, None, "function_call"),
    "a tool that is not offered": ({"tools": [TIME], "tool_choice": named(WEATHER)}, None, "tool_choice"),
    "a tool of another kind": ({"tools": [TIME], "tool_choice": named(custom("get_time"))}, None, "tool_choice"),
    "a tool allowed that is not offered": (
        {"tools": [TIME], "tool_choice": allowed("auto", TIME, WEATHER)},
        None,
        "tool_choice",
    ),
    "a name with spaces": ({"tools": [TIME, function("get it")]}, "invalid_value", "tools[1].function.name"),
    "a name of nothing": ({"tools": [custom("")]}, "invalid_value", "tools[0].custom.name"),
    "one name for two": ({"tools": [TIME, TIME]}, "invalid_value", "tools[1].function.name"),
    "parameters that are no object's": (
        {"tools": [function("f", {"type": "string"})]},
        "invalid_function_parameters",
        "tools[0].function.parameters",
    ),
    "parameters that are no schema": (
        {"tools": [function("f", {"type": "object", "properties": {"a": {"type": "text"}}})]},
        "invalid_function_parameters",
        "tools[0].function.parameters",
    ),
    "parameters that nothing satisfies": (
        {"tools": [function("f", {"required": ["a"], "properties": {"a": {"enum": []}}})], "tool_choice": "required"},
        "invalid_function_parameters",
        "tools[0].function.parameters",
    ),
    "a strict function that takes anything": (
        {"tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}, "strict": True}}]},
        "invalid_function_parameters",
        "tools[0].function.parameters",
    ),
    "a grammar nobody speaks here": (
        {"tools": [custom("run", format=grammar("lark", 'start: "a"'))]},
        "unsupported_value",
        "tools[0].custom.format.grammar.syntax",
    ),
    "a result of nothing": ({"messages": [USER, result("a")]}, None, "messages[1].role"),
    "a result of another call": (
        {"messages": [USER, calling(call("a")), result("b")]},
        None,
        "messages[2].tool_call_id",
    ),
    "a call without a result": ({"messages": [USER, calling(call("a")), USER]}, None, "messages[1].tool_calls"),
    "two calls and one result": (
        {"messages": [USER, calling(call("a"), call("b")), result("a")]},
        None,
        "messages[1].tool_calls",
    ),
    "calls that are none": ({"messages": [USER, calling(), USER]}, "empty_array", "messages[1].tool_calls"),
}


@pytest.mark.parametrize(("members", "code", "param"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_what_makes_no_sense_is_refused(chat, members, code, param, streamed):
    response = chat("Hello", stream=streamed, **members)
    assert contract().schema("ErrorResponse").problems(response.json()) == []
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["param"]) == (400, code, param)


# --- a model that does as it likes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "choice", "called"),
    [
        ("nonsense", "auto", []),
        ("nonsense", "required", ["get_weather", "get_time"]),
        ("nonsense", named(TIME), ["get_time"]),
        ("ignore_tools", "auto", []),
        ("ignore_tools", "required", []),
        ("ignore_tools", named(TIME), []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_model_ignores_what_it_may_and_a_server_what_it_may_not(reference_server_factory, setting, choice, called):
    running = reference_server_factory(**{setting: True})
    body = {"model": running.model, "messages": [{"role": "user", "content": BOTH}], "tools": TOOLS}
    headers = {"authorization": f"Bearer {running.api_key}"}
    response = httpx.post(f"{running.base_url}/chat/completions", json=body | {"tool_choice": choice}, headers=headers)
    message = response.json()["choices"][0]["message"]
    assert names(message) == called
    assert (message["content"] == BOTH) == (setting == "ignore_tools" and not called)
