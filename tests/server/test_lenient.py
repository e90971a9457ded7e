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


def test_a_stored_chat_of_any_id_is_there(lenient):
    told = lenient.get("/chat/completions/chat_1").json()
    assert contract().operations["getChatCompletion"].response.problems(told) == []
    assert told["id"] == "chat_1"
    labelled = lenient.post("/chat/completions/chat_1", json={"metadata": {"foo": "string"}}).json()
    assert labelled["metadata"] == {"foo": "string"}
    [message] = lenient.get("/chat/completions/chat_1/messages", params={"after": "x"}).json()["data"]
    assert message["role"] == "assistant"
    assert lenient.delete("/chat/completions/chat_2").json()["deleted"] is True


def test_a_file_of_any_id_is_there_and_empty(lenient):
    told = lenient.get("/files/file_1").json()
    assert contract().operations["retrieveFile"].response.problems(told) == []
    assert (told["id"], told["bytes"]) == ("file_1", 0)
    assert lenient.get("/files/file_2/content").content == b""
    assert lenient.delete("/files/file_3").json()["deleted"] is True


def test_an_upload_of_any_id_is_there_until_it_ends_and_again_after_that(lenient):
    assert lenient.post("/uploads/upload_1/cancel").json()["status"] == "cancelled"
    assert lenient.post("/uploads/upload_1/parts", files={"data": b"Example data"}).status_code == 200
    body = {"part_ids": ["string"], "md5": "md5"}
    told = lenient.post("/uploads/upload_1/complete", json=body).json()
    assert contract().operations["completeUpload"].response.problems(told) == []
    assert (told["id"], told["status"]) == ("upload_1", "completed")


def test_a_batch_of_any_id_is_there_and_cancelled_however_it_stands(lenient):
    told = [lenient.get("/batches/batch_1").json() for _ in range(2)]
    assert contract().operations["retrieveBatch"].response.problems(told[0]) == []
    assert told[0]["id"] == "batch_1"
    assert lenient.post("/batches/batch_1/cancel").json()["id"] == "batch_1"


def test_a_batch_is_made_of_any_file(lenient):
    body = {"completion_window": "24h", "endpoint": "/v1/responses"}
    sent = lenient.post("/files", data={"purpose": "user_data"}, files={"file": b"Example data"}).json()["id"]
    for id in ("input_file_id", sent):
        assert lenient.post("/batches", json={**body, "input_file_id": id}).json()["input_file_id"] == id


@pytest.mark.parametrize("path", ["/images/edits", "/images/variations"])
def test_any_bytes_are_a_picture(lenient, path):
    form = {"prompt": "A beret", "size": "256x256", "model": "string"} if path == "/images/edits" else {"n": "1"}
    told = lenient.post(path, data=form, files={"image": b"Example data"})
    assert (told.status_code, len(told.json()["data"])) == (200, 1)


def test_any_file_is_a_picture(lenient):
    told = lenient.post("/images/edits", json={"prompt": "A beret", "images": [{"file_id": "file_4"}]})
    assert (told.status_code, len(told.json()["data"])) == (200, 1)


def test_pictures_do_not_say_their_size_where_the_types_of_the_sdk_know_three(lenient):
    told = lenient.post("/images/generations", json={"prompt": "A beret", "size": "256x256"}).json()
    assert "size" not in told


@pytest.mark.parametrize("path", ["/audio/transcriptions", "/audio/translations"])
def test_any_bytes_are_a_sound(lenient, path):
    told = lenient.post(path, data={"model": "string"}, files={"file": b"Example data"})
    assert (told.status_code, told.json()["text"]) == (200, "Polly hears application/octet-stream, 12 bytes.")


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


@pytest.mark.parametrize("url", ["string", "ü", "data:image/png;base64,xx", "data:image/png;base64,ü"])
def test_what_shows_no_picture_is_refused_where_nothing_else_is_shown(lenient, url):
    told = lenient.post("/images/edits", json={"prompt": "A beret", "images": [{"image_url": url}]})
    assert (told.status_code, told.json()["error"]["type"]) == (400, "invalid_request_error")


def test_a_mask_that_shows_nothing_is_passed_over(lenient):
    body = {"prompt": "A beret", "images": [{"file_id": "file_4"}], "mask": {"image_url": "string"}}
    assert lenient.post("/images/edits", json=body).status_code == 200
