"""A server that says what it is told, by the fixture, asked with the official SDK; and what its client did."""

from __future__ import annotations

import json

import httpx
import openai
import pytest
from oaic_server.script.director import Director
from oaic_server.script.reading import ScriptError, rules_in
from oaic_server.script.theatre import Theatre
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from scripted import ASKED, FLAT, SHAPE, TOOL, asked_with, chat, refused, said


@pytest.fixture
def client(scripted_server):
    with openai.OpenAI(base_url=scripted_server.base_url, api_key=scripted_server.api_key, max_retries=0) as client:
        yield client


# --- what is said ----------------------------------------------------------------------------------------


def test_a_text_is_said_wherever_texts_are(scripted_server, client):
    scripted_server.reply("It rains. 🌧")
    assert said(chat(client)) == "It rains. 🌧"
    pieces = [chunk.choices[0].delta.content or "" for chunk in chat(client, stream=True)]
    assert len(pieces) > 2
    assert "".join(pieces) == "It rains. 🌧"
    assert client.responses.create(model="gpt-4o-mini", input="Hi.").output_text == "It rains. 🌧"
    assert client.completions.create(model="gpt-4o-mini", prompt="Hi.").choices[0].text == "It rains. 🌧"


def test_a_tool_is_called_with_the_arguments_that_are_given(scripted_server, client):
    scripted_server.tool_call("get_weather", city="Bergen")
    [call] = chat(client, tools=[TOOL]).choices[0].message.tool_calls
    assert (call.function.name, json.loads(call.function.arguments)) == ("get_weather", {"city": "Bergen"})
    [item] = client.responses.create(model="gpt-4o-mini", input="Hi.", tools=[FLAT]).output
    assert (item.name, json.loads(item.arguments)) == ("get_weather", {"city": "Bergen"})


def test_several_calls_are_made_in_one_answer(scripted_server, client):
    scripted_server.tool_calls(("get_weather", {"city": "Oslo"}), ("get_weather", {"city": "Bergen"}))
    calls = chat(client, tools=[TOOL]).choices[0].message.tool_calls
    assert [json.loads(call.function.arguments)["city"] for call in calls] == ["Oslo", "Bergen"]


def test_a_value_is_said_as_json(scripted_server, client):
    scripted_server.value({"city": "Oslo"})
    assert json.loads(said(chat(client, response_format=SHAPE))) == {"city": "Oslo"}


def test_a_refusal_stands_in_its_member(scripted_server, client):
    scripted_server.refuse("No.")
    message = chat(client, response_format=SHAPE).choices[0].message
    assert (message.refusal, message.content) == ("No.", None)


def test_a_vector_is_what_is_told(scripted_server, client):
    scripted_server.vector(0.5, -0.25)
    assert client.embeddings.create(model="m", input=["a", "b"]).data[1].embedding == [0.5, -0.25]


def test_the_limit_of_a_request_holds_for_a_line_too(scripted_server, client):
    scripted_server.reply("one two three four five six")
    answer = chat(client, max_completion_tokens=2)
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 2


# --- what cannot be said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ({"call": {"name": "get_weather", "arguments": {"city": "Oslo"}}}, {}),
        ({"call": {"name": "get_weather", "arguments": {"town": "Oslo"}}}, {"tools": [TOOL]}),
        ({"call": {"name": "get_wether", "arguments": {"city": "Oslo"}}}, {"tools": [TOOL]}),
        ({"call": {"name": "get_weather", "arguments": {}}}, {"tools": [TOOL], "tool_choice": "none"}),
        (
            {"call": [{"name": "get_weather", "arguments": {"city": "a"}}] * 2},
            {"tools": [TOOL], "parallel_tool_calls": False},
        ),
        ({"reply": "It rains."}, {"tools": [TOOL], "tool_choice": "required"}),
        ({"reply": "It rains."}, {"response_format": {"type": "json_object"}}),
        ({"value": {"town": "Oslo"}}, {"response_format": SHAPE}),
    ],
    ids=["no-tools", "arguments", "name", "forbidden", "several", "demanded", "no-json", "shape"],
)
def test_a_line_that_breaks_the_contract_is_refused(line, request_, scripted_server, client):
    scripted_server.add(**line)
    code, message = refused(lambda: chat(client, **request_))
    assert code == "script_impossible"
    assert "The script cannot say this here" in message


def test_a_vector_of_another_length_than_was_asked_for_is_refused(scripted_server, client):
    scripted_server.vector(0.5)
    assert refused(lambda: client.embeddings.create(model="m", input="a", dimensions=2))[0] == "script_impossible"


def test_a_wrong_request_is_refused_whatever_the_script_says(scripted_server, client):
    scripted_server.reply("It rains.")
    assert refused(lambda: chat(client, temperature=9))[0] != "script_impossible"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("reply: [1]", "reply"),
        ("{reply: a, fail: {status: 500}}", "reply and fail"),
        ("when: {says: a}", "found none"),
        ("{reply: a, when: {sais: b}}", "sais"),
        ("{reply: a, when: {operation: createChat}}", "createChatCompletion"),
        ("{fault: [chat.stream.dome]}", "chat.stream.done"),
        ("{fail: {status: 200}}", "status"),
        ("- {", "not YAML: line 1: "),
    ],
)
def test_a_rule_that_is_none_is_told_with_its_place(written, named):
    with pytest.raises(ScriptError, match=r"(?s).") as told:
        rules_in(written)
    assert named in str(told.value)


@pytest.mark.parametrize(
    "told",
    [
        lambda server: server.reply(),
        lambda server: server.delay(),
        lambda server: server.value({"made": object()}),
        lambda server: server.calls("createResponses"),
    ],
    ids=["nothing", "no-time", "no-json", "no-operation"],
)
def test_what_would_do_nothing_is_not_taken(told, scripted_server):
    with pytest.raises(ScriptError):
        told(scripted_server)


# --- which request a rule meets --------------------------------------------------------------------------


def test_several_texts_are_said_in_turn_and_then_nothing_is_left(scripted_server, client):
    scripted_server.reply("one", "two")
    assert [said(chat(client)), said(chat(client))] == ["one", "two"]
    assert refused(lambda: chat(client))[0] == "script_used_up"


def test_the_rule_that_demands_most_comes_first_then_the_newest(scripted_server, client):
    scripted_server.reply("about tools", tool="get_weather", says="OSLO")
    scripted_server.reply("older")
    scripted_server.reply("newer")
    assert said(chat(client)) == "newer"
    assert said(chat(client, tools=[TOOL])) == "about tools"


def test_the_nearest_rule_is_named_with_what_is_missing(scripted_server, client):
    scripted_server.reply("a", model="gpt-5", says="Tromsø")
    scripted_server.reply("b", model="gpt-4*", says="Bergen")
    code, message = refused(lambda: chat(client))
    assert code == "script_unmatched"
    assert "reply b" in message
    assert "'Bergen'" in message


@pytest.mark.parametrize(
    "condition",
    [
        {"operation": "createChatCompletion"},
        {"model": "gpt-4o*"},
        {"stream": False},
        {"turn": 2},
        {"headers": {"X-User": "ann"}},
    ],
    ids=lambda condition: next(iter(condition)),
)
def test_a_condition_is_met_or_not(condition, scripted_server, client):
    scripted_server.reply("met", **condition)
    scripted_server.reply("not met")
    later = [*ASKED, {"role": "assistant", "content": "Hm."}, {"role": "user", "content": "Well?"}]
    assert said(chat(client, messages=later, extra_headers={"x-user": "ann"})) == "met"
    scripted_server.reset()
    scripted_server.reply("met", **({"model": "other"} if "turn" not in condition else {"turn": 3}))
    scripted_server.reply("not met")
    assert said(chat(client, messages=later)) == "not met"


def test_a_turn_is_counted_by_what_was_answered_in_responses_too(scripted_server, client):
    scripted_server.reply("second", turn=2)
    scripted_server.reply("first")
    call = {"type": "function_call", "call_id": "c", "name": "get_weather", "arguments": "{}"}
    result = {"type": "function_call_output", "call_id": "c", "output": "7"}
    asked = [{"role": "user", "content": "Hi."}, call, result]
    assert client.responses.create(model="m", input=asked).output_text == "second"
    assert client.responses.create(model="m", input="Hi.").output_text == "first"


# --- how it leaves ---------------------------------------------------------------------------------------


def test_it_fails_as_often_as_it_is_told(scripted_server, client):
    scripted_server.fail(429, retry_after=0, times=2)
    scripted_server.reply("at last")
    assert said(chat(client.with_options(max_retries=2))) == "at last"
    assert [(entry.status, entry.error and entry.error["code"]) for entry in scripted_server.requests] == [
        (429, "rate_limit_exceeded"),
        (429, "rate_limit_exceeded"),
        (200, None),
    ]


def test_a_stream_is_cut_after_so_many_events(scripted_server, client):
    scripted_server.reply("one two three four five")
    scripted_server.cut(after=3)
    pieces = []
    with pytest.raises(openai.APIConnectionError):
        pieces.extend(chat(client, stream=True))
    assert len(pieces) == 3


def test_a_stream_that_stalls_times_out(scripted_server, client):
    scripted_server.stall(after=2)
    pieces = []
    with pytest.raises(openai.APITimeoutError):
        pieces.extend(chat(client.with_options(timeout=0.3), stream=True))
    assert len(pieces) == 2
    assert "it left before the answer ended" in scripted_server.last.wrong[0]
    assert repr(scripted_server.last) == "<request 1: POST /chat/completions, answered 200>"


def test_a_fault_comes_with_the_request_it_is_for(scripted_server, client):
    scripted_server.fault("chat.reply.object", at=2, times=1)
    assert [chat(client).object for _ in range(3)].count("chat.completion") == 2
    assert [entry.faults for entry in scripted_server.requests] == [(), ("chat.reply.object",), ()]


# --- what the client did -----------------------------------------------------------------------------------


def test_a_client_that_waits_and_reads_is_resilient(scripted_server, client):
    scripted_server.fail(503, times=1)
    list(chat(client.with_options(max_retries=1), stream=True))
    scripted_server.assert_resilient()
    assert len(scripted_server.calls("createChatCompletion")) == 2


@pytest.mark.parametrize(("seconds", "told"), [(0, "0"), (0.5, "0.5"), (1_234_567, "1234567")])
def test_how_long_to_wait_is_told_in_plain_digits(scripted_server, client, seconds, told):
    scripted_server.fail(429, retry_after=seconds, times=1)
    with pytest.raises(openai.RateLimitError) as refused:
        chat(client)
    assert refused.value.response.headers["retry-after"] == told


def test_a_client_that_does_not_wait_is_told_of(scripted_server, client):
    scripted_server.fail(429, retry_after=30, times=1)
    with pytest.raises(openai.RateLimitError):
        chat(client)
    chat(client)
    with pytest.raises(AssertionError, match="told to wait 30 s"):
        scripted_server.assert_resilient()


@pytest.mark.parametrize("times", [2, 6])
def test_a_client_that_does_not_give_up_is_told_of(times, scripted_server, client):
    scripted_server.fail(400)
    for _ in range(times):
        refused(lambda: chat(client))
    wrong = scripted_server.last.wrong
    assert "only another request could be answered" in wrong[0]
    assert any("in a row" in said for said in wrong) is (times > 5)


def test_a_request_that_is_wrong_is_told_of(scripted_server, client):
    refused(lambda: chat(client, temperature=9))
    assert "it asked what is refused with 400" in scripted_server.last.wrong[0]


@pytest.mark.parametrize("stream", [False, True])
def test_a_call_that_comes_back_changed_is_told_of(stream, scripted_server, client):
    scripted_server.tool_call("get_weather", city="Oslo")
    if stream:
        with client.chat.completions.stream(model="m", messages=ASKED, tools=[TOOL]) as events:
            [call] = events.get_final_completion().choices[0].message.tool_calls
    else:
        [call] = chat(client, tools=[TOOL]).choices[0].message.tool_calls
    scripted_server.reply("It rains.", turn=2)
    result = {"role": "tool", "tool_call_id": call.id, "content": "rain"}
    for arguments, is_wrong in (('{ "city": "Oslo" }', False), ('{"city": "Bergen"}', True)):
        made = {"id": call.id, "type": "function", "function": {"name": "get_weather", "arguments": arguments}}
        chat(client, messages=[*ASKED, {"role": "assistant", "content": None, "tool_calls": [made]}, result])
        assert bool(scripted_server.last.wrong) is is_wrong


def test_two_directors_of_one_theatre_do_not_hear_each_other():
    theatre = Theatre()
    with serve_in_thread(Settings(any_model=True), theatre) as server:
        one, other = (Director(theatre, server.base_url, key, "m") for key in ("one", "other"))
        one.reply("for one")
        assert asked_with(server, "one") == "for one"
        assert asked_with(server, "other") != "for one"
        assert (len(one.requests), len(other.requests)) == (1, 1)


@pytest.mark.parametrize(
    "messages", [5, [5], [{"role": "assistant", "tool_calls": 5}], [{"tool_calls": [5, {"function": 5}]}]]
)
def test_a_request_of_any_shape_is_noted(messages, scripted_server):
    headers = {"authorization": f"Bearer {scripted_server.api_key}"}
    asked = {"model": "m", "messages": messages, "input": messages}
    for path in ("chat/completions", "responses"):
        answer = httpx.post(f"{scripted_server.base_url}/{path}", json=asked, headers=headers, trust_env=False)
        assert answer.status_code == 400
    assert [entry.status for entry in scripted_server.requests] == [400, 400]


@pytest.mark.parametrize(
    "fault", ["tools.stream.index", "chat.stream.choices", "tools.stream.arguments", "chat.stream.delta"]
)
def test_whatever_a_fault_makes_of_a_stream_is_sent(fault, scripted_server):
    scripted_server.tool_call("get_weather", city="Oslo")
    scripted_server.fault(fault)
    asked = {"model": "m", "messages": ASKED, "tools": [TOOL], "stream": True}
    headers = {"authorization": f"Bearer {scripted_server.api_key}"}
    url = f"{scripted_server.base_url}/chat/completions"
    assert "The server failed" not in httpx.post(url, json=asked, headers=headers, trust_env=False).text
