"""A server for generated test-suites takes dummies, and still refuses what no client may send."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_spec import contract

MESSAGES = [{"role": "user", "content": "Hello"}]
DUMMIES = {
    "a model": {"model": "string"},
    "a bias of a word that is none": {"logit_bias": {"foo": 0}},
    "no tokens": {"max_tokens": 0, "max_completion_tokens": 0},
    "options of a stream that is none": {"stream_options": {"include_usage": True}},
    "two tools of one name": {"tools": [{"type": "function", "function": {"name": "name"}}] * 2},
    "a schema that is none": {"functions": [{"name": "name", "parameters": {"type": 1}}]},
    "moderation": {"moderation": {"model": "model"}},
}
STILL_REFUSED = {
    "a word for a number": ({"temperature": "hot"}, "temperature"),
    "an unknown member": ({"mood": "good"}, "mood"),
    "no messages": ({"messages": []}, "messages"),
    "an unknown role": ({"messages": [{"role": "parrot", "content": "Hello"}]}, "messages[0].role"),
}


@pytest.fixture(scope="module")
def lenient():
    with (
        serve_in_thread(Settings(lenient=True, sdk_types=True)) as running,
        httpx.Client(base_url=running.base_url, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("members", DUMMIES.values(), ids=DUMMIES)
def test_a_dummy_is_taken(lenient, members):
    told = lenient.post("/chat/completions", json={"model": "m", "messages": MESSAGES, **members})
    assert told.status_code == 200, told.text
    assert told.json()["choices"][0]["message"]["content"] == "Hello"


@pytest.mark.parametrize(("members", "param"), STILL_REFUSED.values(), ids=STILL_REFUSED)
def test_what_no_dummy_is_is_refused(lenient, members, param):
    refused = lenient.post("/chat/completions", json={"model": "m", "messages": MESSAGES, **members})
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, param)


def test_what_is_left_out_is_filled_in(lenient):
    told = lenient.post("/responses", json={})
    assert (told.status_code, told.json()["status"]) == (200, "completed")


def test_a_response_of_any_id_is_there(lenient):
    told = lenient.get("/responses/resp_123").json()
    assert contract().operations["getResponse"].response.problems(told) == []
    assert (told["id"], told["status"]) == ("resp_123", "completed")
    assert lenient.get("/responses/resp_123/input_items", params={"limit": 0, "after": "x"}).status_code == 200
    assert lenient.post("/responses/resp_124/cancel").json()["id"] == "resp_124"
    assert lenient.delete("/responses/resp_125").json()["deleted"] is True


def test_a_response_goes_on_with_what_nobody_made(lenient):
    body = {"model": "m", "input": "Hello", "previous_response_id": "resp_0", "prompt": {"id": "pmpt_0"}}
    assert lenient.post("/responses", json=body).status_code == 200


def test_a_conversation_of_any_id_is_there_with_any_item(lenient):
    assert lenient.get("/conversations/conv_1").json()["id"] == "conv_1"
    assert lenient.get("/conversations/conv_1/items/msg_1").json()["id"] == "msg_1"
    assert lenient.delete("/conversations/conv_2/items/msg_2").status_code == 200


def test_a_reference_to_any_item_is_a_message(lenient):
    told = lenient.post("/responses", json={"model": "m", "input": [{"type": "item_reference", "id": "msg_9"}]})
    assert told.status_code == 200


def test_a_model_is_deleted(lenient):
    gone = lenient.delete("/models/ft:parrot:acme")
    assert (gone.status_code, gone.json()) == (200, {"id": "ft:parrot:acme", "object": "model", "deleted": True})


def test_vectors_are_numbers_where_the_types_of_the_sdk_want_them(lenient):
    body = {"model": "m", "input": "Hello", "encoding_format": "base64"}
    [entry] = lenient.post("/embeddings", json=body).json()["data"]
    assert all(isinstance(component, float) for component in entry["embedding"])


def test_what_is_echoed_first_has_a_log_probability_where_the_types_of_the_sdk_want_one(lenient):
    body = {"model": "m", "prompt": "Hello there", "echo": True, "logprobs": 0}
    [choice] = lenient.post("/completions", json=body).json()["choices"]
    assert None not in choice["logprobs"]["token_logprobs"]


def test_a_strict_server_deletes_no_model(reference_server):
    headers = {"authorization": f"Bearer {reference_server.api_key}"}
    url = f"{reference_server.base_url}/models/{reference_server.model}"
    assert httpx.delete(url, headers=headers, trust_env=False).status_code == 405


def test_a_model_is_deleted_by_those_who_have_a_key(reference_server_factory):
    running = reference_server_factory(lenient=True)
    assert httpx.delete(f"{running.base_url}/models/any", trust_env=False).status_code == 401
