"""Responses: what they say, whole and streamed, and what they tell of the request."""

from __future__ import annotations

import base64
import json

import httpx
import pytest
from agent_bodies import AGENTS
from oaic_server.state.settings import Settings
from oaic_server.surfaces.responses.events import fold
from oaic_server.testing import serve_in_thread
from oaic_spec import contract
from oaic_spec.events.walk import breaches
from response_bodies import (
    BIRDS,
    CALL,
    CITY,
    CODE,
    FORMAT,
    HISTORIES,
    HOSTED,
    KINDS,
    LONG,
    PATCH,
    RESULT,
    TIME,
    WEATHER,
)

CREATE = contract().operations["createResponse"]
ASKED = KINDS | AGENTS
ITEM = contract().schema("ItemResource")
PIXEL = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def sentences(schema, value):
    return [problem.sentence for problem in schema.problems(value)]


def texts(response):
    parts = [part for item in response["output"] if item["type"] == "message" for part in item["content"]]
    return [part.get("text", part.get("refusal")) for part in parts]


def kinds(response):
    return [item["type"] for item in response["output"]]


@pytest.mark.parametrize("members", ASKED.values(), ids=ASKED)
def test_a_response_keeps_the_contract(respond, members):
    request = {"model": "parrot-1", "input": "Hello", **members}
    assert sentences(CREATE.request, request) == []
    answer = respond(**{**members, "stream": None, "stream_options": None})
    assert (answer.status_code, sentences(CREATE.response, answer.json())) == (200, [])


@pytest.mark.parametrize("members", ASKED.values(), ids=ASKED)
def test_a_stream_keeps_the_grammar(events, members):
    sent = events(**{name: value for name, value in members.items() if name != "stream"})
    assert [breach.sentence for breach in breaches(CREATE.stream, sent)] == []
    assert [sentence for _, event in sent for sentence in sentences(CREATE.chunk, event)] == []


@pytest.mark.parametrize("members", ASKED.values(), ids=ASKED)
def test_the_plain_response_is_the_fold_of_the_stream(respond, events, members):
    plain = respond(**{**members, "stream": None, "stream_options": None}).json()
    folded = fold([event for _, event in events(**{n: v for n, v in members.items() if n != "stream"})])
    assert without_ids(folded) == without_ids(plain)


def without_ids(response):
    """Ids are made anew; so are dates."""
    items = [{**item, "id": "", "call_id": ""} for item in response["output"]]
    return {
        **response,
        "id": "",
        "created_at": 0,
        "completed_at": response["completed_at"] is not None,
        "output": items,
    }


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_what_clients_send_back_is_understood(respond, history):
    assert texts(respond(history).json()) == ["Hello"]


def test_a_tool_has_its_say(respond):
    history = [{"role": "user", "content": "The weather?"}, CALL, RESULT, {"role": "developer", "content": "Go on."}]
    assert texts(respond(history, tools=[WEATHER]).json()) == ["get_weather says: Sunny"]


def test_the_result_of_a_tool_may_come_in_parts(respond):
    result = RESULT | {"output": [{"type": "input_text", "text": "Sun"}, {"type": "input_image", "image_url": PIXEL}]}
    assert texts(respond([CALL, result]).json()) == ["get_weather says: Sun"]


def test_a_picture_is_seen(respond):
    parts = [{"type": "input_text", "text": "Look:"}, {"type": "input_image", "image_url": PIXEL, "detail": "low"}]
    assert texts(respond([{"role": "user", "content": parts}]).json()) == ["Look:\nPolly sees image/png, 8 bytes."]


def test_arguments_satisfy_the_schema_of_the_tool(respond):
    (call,) = respond("The weather?", tools=[WEATHER]).json()["output"]
    assert set(json.loads(call["arguments"])) == set(CITY["required"])
    assert (call["name"], call["status"], "namespace" in call) == ("get_weather", "completed", False)


def test_a_call_of_a_namespace_says_which(respond):
    (call,) = respond("Find me a bird.", tools=[BIRDS]).json()["output"]
    assert (call["name"], call["namespace"]) == ("find_bird", "mcp__birds")


def test_a_grammar_is_followed(respond):
    (call,) = respond(tools=[CODE], tool_choice="required").json()["output"]
    assert (call["type"], len(call["input"]), call["input"].isdecimal()) == ("custom_tool_call", 4, True)


def test_a_tool_of_another_grammar_is_offered_in_vain(respond):
    (call,) = respond("Apply the patch to the weather.", tools=[PATCH, WEATHER]).json()["output"]
    assert call["name"] == "get_weather"


def test_a_tool_of_another_grammar_is_called_with_what_is_written_out_for_it(respond):
    (call,) = respond('apply_patch "a"', tools=[PATCH, WEATHER]).json()["output"]
    assert (call["type"], call["name"], call["input"]) == ("custom_tool_call", "apply_patch", "a")


def test_what_an_agent_notes_for_the_service_is_not_kept(client, respond):
    (asked,) = AGENTS["Codex, to what it takes for OpenAI"]["input"][1:2]
    id = respond([asked]).json()["id"]
    assert client.get(f"/responses/{id}/input_items").json()["data"] == [
        {name: asked[name] for name in ("type", "role", "content", "id")} | {"status": "completed"}
    ]


def test_tools_may_be_offered_by_an_item(respond):
    items = [
        {"type": "additional_tools", "role": "developer", "tools": [TIME]},
        {"role": "user", "content": "The time?"},
    ]
    assert kinds(respond(items).json()) == ["function_call"]


def test_one_call_at_a_time_where_that_is_asked(respond):
    both = {"input": "The weather and the time?", "tools": [WEATHER, TIME]}
    assert len(respond(**both).json()["output"]) == 2
    assert len(respond(**both, parallel_tool_calls=False).json()["output"]) == 1


@pytest.mark.parametrize(("choice", "called"), [("none", ["message"]), ("required", ["function_call"])])
def test_the_choice_of_a_tool_is_obeyed(respond, choice, called):
    assert kinds(respond(tools=[WEATHER], tool_choice=choice).json()) == called


def test_of_allowed_tools_only(respond):
    allowed = {"type": "allowed_tools", "mode": "required", "tools": [{"type": "function", "name": "get_time"}]}
    (call,) = respond("The weather?", tools=[WEATHER, TIME], tool_choice=allowed).json()["output"]
    assert call["name"] == "get_time"


def test_a_search_comes_before_the_text_that_cites_it(respond):
    response = respond("Search for parrots.", tools=HOSTED).json()
    assert kinds(response) == ["web_search_call", "message"]
    assert response["output"][1]["content"][0]["annotations"][0]["end_index"] == len("Search for parrots.")
    assert kinds(respond("Search for parrots.", tools=HOSTED, max_tool_calls=0).json()) == ["message"]


def test_json_by_a_schema(respond):
    (text,) = texts(respond(text={"format": FORMAT}).json())
    assert set(json.loads(text)) == set(CITY["required"])


def test_thoughts_are_counted_and_told_as_asked(respond):
    response = respond(reasoning={"effort": "low", "summary": "auto"}, include=["reasoning.encrypted_content"]).json()
    thought, _ = response["output"]
    assert response["usage"]["output_tokens_details"] == {"reasoning_tokens": 8}
    assert [part["type"] for part in thought["summary"]] == ["summary_text"]
    assert thought["encrypted_content"]
    (silent, _) = respond(reasoning={"effort": "low"}).json()["output"]
    assert (silent["summary"], "encrypted_content" in silent) == ([], False)


def test_a_cut_answer_is_incomplete(respond):
    response = respond(LONG, max_output_tokens=16).json()
    assert (response["status"], response["completed_at"]) == ("incomplete", None)
    assert response["incomplete_details"] == {"reason": "max_output_tokens"}
    assert (response["output"][0]["status"], response["usage"]["output_tokens"]) == ("incomplete", 16)


def test_a_failure_is_told_in_the_response(respond):
    response = respond("Please fail to answer.").json()
    assert (response["status"], response["error"]["code"], response["output"]) == ("failed", "server_error", [])


def test_a_failure_of_the_server_ends_the_stream_with_an_event(server, client, monkeypatch, capsys):
    monkeypatch.setattr("oaic_server.surfaces.responses.pieces.padding", lambda text: 1 / 0)
    body = {"model": "parrot-1", "input": "Hello", "stream": True}
    *_, last = client.post("/responses", json=body).text.strip().split("\n\n")
    name, data = last.split("\n")
    told = json.loads(data.removeprefix("data: "))
    assert (name, told["type"], told["sequence_number"]) == ("event: error", "error", 4)
    assert told["message"] == told["error"]["message"]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_was_asked_is_told_again(respond):
    asked = KINDS["every label"]
    response = respond(**asked).json()
    silent = ("client_metadata",)
    assert {name: response[name] for name in asked if name not in silent} == {
        name: value for name, value in asked.items() if name not in silent
    }


def test_what_was_not_asked_is_told_too(respond):
    response = respond().json()
    assert (response["store"], response["temperature"], response["tool_choice"]) == (True, 1.0, "auto")
    assert (response["text"], response["reasoning"]) == (
        {"format": {"type": "text"}, "verbosity": "medium"},
        {"effort": None, "summary": None},
    )


def test_a_function_that_does_not_say_so_is_made_strict(respond):
    loose = {"type": "object", "properties": {"city": {"type": "string"}}}
    (tool,) = respond(tools=[{"type": "function", "name": "look", "parameters": loose}]).json()["tools"]
    assert tool["strict"] is True
    assert tool["parameters"] == loose | {"additionalProperties": False, "required": ["city"]}


def test_a_function_that_cannot_be_strict_stays_as_it_is(respond):
    free = {"type": "object", "properties": {"a": {"oneOf": [{"type": "string"}]}}}
    (tool,) = respond(tools=[{"type": "function", "name": "look", "parameters": free}]).json()["tools"]
    assert (tool["strict"], tool["parameters"]) == (False, free)


def test_deltas_are_padded_unless_that_is_not_wanted(events):
    deltas = [event for _, event in events() if event["type"].endswith(".delta")]
    bare = [event for _, event in events(stream_options={"include_obfuscation": False}) if "delta" in event]
    assert all(event["obfuscation"] for event in deltas)
    assert [event for event in bare if "obfuscation" in event] == []


def test_input_tokens_are_counted_as_they_are_used(client, respond):
    asked = {"input": "Hello there", "instructions": "Be brief.", "tools": [WEATHER]}
    counted = client.post("/responses/input_tokens", json={"model": "parrot-1", **asked}).json()
    assert counted == {
        "object": "response.input_tokens",
        "input_tokens": respond(**asked).json()["usage"]["input_tokens"],
    }


def test_a_compacted_conversation_goes_on(client, respond):
    history = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]
    answer = client.post("/responses/compact", json={"model": "parrot-1", "input": history})
    compact = answer.json()
    assert sentences(contract().operations["compactResponse"].response, compact) == []
    assert [item["type"] for item in compact["output"]] == ["message", "compaction"]
    (_, compaction) = compact["output"]
    assert texts(respond([compaction]).json()) == ["Hello"]


def test_a_conversation_that_has_grown_is_compacted():
    bound = [{"type": "compaction", "compact_threshold": 1_000}]
    body = {"model": "parrot-1", "input": "a " * 1_200, "context_management": bound}
    with serve_in_thread(Settings()) as server, httpx.Client(base_url=server.base_url, trust_env=False) as client:
        grown = client.post("/responses", json=body).json()
        small = client.post("/responses", json=body | {"input": "Hello"}).json()
    assert (kinds(grown), kinds(small)) == (["compaction", "message"], ["message"])
