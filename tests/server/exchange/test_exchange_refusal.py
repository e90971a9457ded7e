"""Whatever goes wrong is answered by the envelope, with the status, code and param of the service."""

from __future__ import annotations

import json

import httpx
import pytest
from oaic_spec import contract

USER = {"role": "user", "content": "Hello"}
PLAIN = {"model": "parrot-1", "messages": [USER]}


def message(**members):
    return {"messages": [{**USER, **members}]}


BODIES = {
    "no model": ({"messages": [USER]}, 400, "missing_required_parameter", "model"),
    "no messages": ({"model": "parrot-1"}, 400, "missing_required_parameter", "messages"),
    "no messages but an empty list": ({**PLAIN, "messages": []}, 400, "empty_array", "messages"),
    "messages as text": ({**PLAIN, "messages": "Hello"}, 400, "invalid_type", "messages"),
    "content as a number": (PLAIN | message(content=7), 400, "invalid_type", "messages[0].content"),
    "no role": ({**PLAIN, "messages": [{"content": "x"}]}, 400, "missing_required_parameter", "messages[0].role"),
    "a role nobody has": (PLAIN | message(role="parrot"), 400, "invalid_value", "messages[0].role"),
    "a member of no message": (PLAIN | message(mood="x"), 400, "unknown_parameter", "messages[0].mood"),
    "a member of no request": ({**PLAIN, "mood": 1}, 400, "unknown_parameter", "mood"),
    "temperature as text": ({**PLAIN, "temperature": "hot"}, 400, "invalid_type", "temperature"),
    "temperature above": ({**PLAIN, "temperature": 3}, 400, "decimal_above_max_value", "temperature"),
    "temperature below": ({**PLAIN, "temperature": -1}, 400, "decimal_below_min_value", "temperature"),
    "n of zero": ({**PLAIN, "n": 0}, 400, "integer_below_min_value", "n"),
    "n of 129": ({**PLAIN, "n": 129}, 400, "integer_above_max_value", "n"),
    "n and a half": ({**PLAIN, "n": 1.5}, 400, "invalid_type", "n"),
    "a bias beyond": ({**PLAIN, "logit_bias": {"7": 101}}, 400, "integer_above_max_value", "logit_bias.7"),
    "a bias for a word": ({**PLAIN, "logit_bias": {"hello": 1}}, 400, "invalid_value", "logit_bias"),
    "a bias for no token": ({**PLAIN, "logit_bias": {"100258": 1}}, 400, "invalid_value", "logit_bias"),
    "a bias for a token of many digits": ({**PLAIN, "logit_bias": {"1" * 5000: 1}}, 400, "invalid_value", "logit_bias"),
    "a long label": ({**PLAIN, "metadata": {"a": "x" * 513}}, 400, "string_above_max_length", "metadata.a"),
    "labels beyond number": (
        {**PLAIN, "metadata": {str(number): "" for number in range(17)}},
        400,
        "invalid_value",
        "metadata",
    ),
    "five stops": ({**PLAIN, "stop": list("abcde")}, 400, "array_above_max_length", "stop"),
    "an effort nobody makes": ({**PLAIN, "reasoning_effort": "heroic"}, 400, "invalid_value", "reasoning_effort"),
    "stream as text": ({**PLAIN, "stream": "yes"}, 400, "invalid_type", "stream"),
    "max_tokens of zero": ({**PLAIN, "max_tokens": 0}, 400, "integer_below_min_value", "max_tokens"),
    "max_tokens beyond measure": ({**PLAIN, "max_tokens": 10**9}, 400, "invalid_value", "max_tokens"),
    "stream options alone": ({**PLAIN, "stream_options": {}}, 400, None, "stream_options"),
    "top_logprobs alone": ({**PLAIN, "top_logprobs": 2}, 400, None, "top_logprobs"),
    "an unknown model": ({**PLAIN, "model": "gpt-9"}, 404, "model_not_found", None),
    "an unknown model and n of zero": (
        {**PLAIN, "model": "gpt-9", "n": 0},
        400,
        "integer_below_min_value",
        "n",
    ),
    "a prompt beyond the context": (
        PLAIN | message(content="word " * 1000),
        400,
        "context_length_exceeded",
        "messages",
    ),
    "an array": ([], 400, "invalid_type", None),
    "null": (None, 400, "invalid_type", None),
}

RAW = {
    "nothing": b"",
    "half an object": b'{"model": "parrot-1"',
    "NaN": b'{"temperature": NaN}',
    "Infinity": b'{"temperature": -Infinity}',
    "a number beyond all": b'{"temperature": 1e999}',
    "bytes that are not UTF-8": b'{"model": "\xff"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "half a surrogate pair": b'{"model": "\\ud83e"}',
    "the same member twice": b'{"model": "parrot-1", "model": "parrot-1"}',
    "the same member twice, deeper": b'{"a": [{"b": 1, "b": 1}]}',
    "too deep": b"[" * 65 + b"]" * 65,
    "far too deep": b"[" * 5000 + b"]" * 5000,
    "two values": b"{} {}",
}


def refused(response, status, code, param):
    error = response.json()["error"]
    assert contract().schema("ErrorResponse").problems(response.json()) == []
    found = (response.status_code, response.headers["content-type"], error["code"], error["param"])
    assert found == (status, "application/json", code, param)
    return error


@pytest.mark.parametrize(("body", "status", "code", "param"), BODIES.values(), ids=BODIES)
def test_a_body_is_refused(client, body, status, code, param):
    content, headers = json.dumps(body).encode(), {"content-type": "application/json"}
    refused(client.post("/chat/completions", content=content, headers=headers), status, code, param)


@pytest.mark.parametrize("case", ["no messages", "n of zero", "an unknown model", "a prompt beyond the context"])
def test_a_stream_is_refused_in_plain_json(client, case):
    body, status, code, param = BODIES[case]
    refused(client.post("/chat/completions", json={**body, "stream": True}), status, code, param)


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_bytes_that_are_not_strict_json_are_refused(client, raw):
    response = client.post("/chat/completions", content=raw, headers={"content-type": "application/json"})
    refused(response, 400, None, None)


@pytest.mark.parametrize("depth", [63, 64])
def test_nesting_up_to_the_limit_is_read(client, depth):
    raw = b"[" * depth + b"]" * depth
    response = client.post("/chat/completions", content=raw, headers={"content-type": "application/json"})
    refused(response, 400, "invalid_type", None)


KEYS = {
    "no key": (None, None),
    "another scheme": ("Basic c2stdGVzdA==", None),
    "a scheme without a key": ("Bearer", None),
    "a wrong key": ("Bearer sk-wrong", "invalid_api_key"),
    "the start of a key": ("Bearer sk-tes", "invalid_api_key"),
}


@pytest.mark.parametrize(("sent", "code"), KEYS.values(), ids=KEYS)
def test_a_request_without_a_known_key_is_refused_before_its_body_is_read(server, sent, code):
    headers = {} if sent is None else {"authorization": sent}
    url = f"{server.base_url}/chat/completions"
    refused(httpx.post(url, content=b"{", headers=headers, trust_env=False), 401, code, None)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_read_without_regard_to_case(client, scheme):
    assert client.get("/models", headers={"authorization": f"{scheme} sk-test"}).status_code == 200


MEDIA_TYPES = {
    "application/json": 200,
    "application/json; charset=utf-8": 200,
    "Application/JSON;v=1": 200,
    "text/plain": 415,
    "application/x-www-form-urlencoded": 415,
    "application/jsonlines": 415,
    "": 415,
}


@pytest.mark.parametrize(("sent", "status"), MEDIA_TYPES.items(), ids=repr)
def test_only_json_is_read(client, sent, status):
    body = json.dumps(PLAIN).encode()
    response = client.post("/chat/completions", content=body, headers={"content-type": sent})
    assert response.status_code == status
    if status == 415:
        refused(response, 415, "unsupported_content_type", None)


def test_a_body_without_a_media_type_is_taken_for_json(client):
    assert client.post("/chat/completions", content=json.dumps(PLAIN).encode()).status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/models/", "/chat", "/chat/completions/", "/chat/completions/x/y"])
def test_an_unknown_path_is_refused(client, path):
    refused(client.get(path), 404, "unknown_url", None)


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/other", "/v2/models"])
def test_nothing_lives_where_the_contract_has_nothing(server, client, path):
    refused(client.get(server.base_url.removesuffix("/v1") + path), 404, "unknown_url", None)


METHODS = {
    ("DELETE", "/models"): "GET, HEAD, OPTIONS",
    ("GET", "/embeddings"): "POST, OPTIONS",
    ("HEAD", "/embeddings"): "POST, OPTIONS",
    ("PUT", "/models/parrot-1"): "GET, HEAD, OPTIONS",
}


@pytest.mark.parametrize(("asked", "allow"), METHODS.items(), ids=lambda value: " ".join(value))
def test_a_wrong_method_is_told_the_right_ones(client, asked, allow):
    response = client.request(*asked)
    assert (response.status_code, response.headers["allow"]) == (405, allow)
    if asked[0] != "HEAD":
        refused(response, 405, "method_not_supported", None)


def test_a_body_announced_too_large_is_refused_unread(client):
    error = refused(client.post("/chat/completions", json={"x": "y" * 20_000}), 413, "request_too_large", None)
    assert "10000" in error["message"]


def test_a_body_that_grows_too_large_is_refused(client):
    pieces = (b"x" * 1000 for _ in range(50))
    headers = {"content-type": "application/json"}
    response = client.post("/chat/completions", content=pieces, headers=headers)
    refused(response, 413, "request_too_large", None)


def test_an_unknown_model_by_name_is_refused(client):
    refused(client.get("/models/gpt-9"), 404, "model_not_found", "model")


def test_a_failure_of_the_server_shows_no_traceback(reference_server_factory, monkeypatch, capfd):
    def list_models(request, service):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("oaic_server.http.app.handlers", lambda _: dict.fromkeys(["listModels"], list_models))
    broken = reference_server_factory(api_keys=())
    response = httpx.get(f"{broken.base_url}/models", trust_env=False)
    refused(response, 500, "server_error", None)
    assert "secret" not in response.text
    assert "ZeroDivisionError: secret" in capfd.readouterr().err
