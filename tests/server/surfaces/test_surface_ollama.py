"""Ollama's API as it stands in the bytes, for clients that are no official ones."""

from __future__ import annotations

import json

import httpx
import pytest
from oaic_server.state.loaded import FOR_EVER, USUAL, Loaded, duration
from oaic_spec import contract

HELLO = {"model": "parrot-1", "messages": [{"role": "User", "content": "Hi there"}]}
CHAT = contract().operations["ollamaChat"]


@pytest.fixture
def root(client):
    with httpx.Client(base_url=str(client.base_url).removesuffix("/v1/"), headers=client.headers) as root:
        yield root


def test_the_root_says_that_it_is_running(root):
    assert (root.get("/").text, root.head("/").status_code) == ("Ollama is running", 200)
    assert root.get("/api/version").json() == {"version": contract().version}


def test_unasked_an_answer_comes_in_lines(root):
    answer = root.post("/api/chat", json=HELLO)
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.text.endswith("}\n")
    assert [problem for line in lines for problem in CHAT.chunk.problems(line)] == []
    assert [line["message"]["content"] for line in lines] == ["Hi", " there", ""]


@pytest.mark.parametrize("path", ["/api/chat", "/api/generate"])
def test_a_whole_answer_is_one_object_of_the_same_kind(root, path):
    operation = contract().operation_at("POST", path)
    answer = root.post(path, json=HELLO | {"prompt": "Hi there", "stream": False})
    assert answer.headers["content-type"] == "application/json"
    assert operation.response.problems(answer.json()) == []


def test_curl_need_not_say_that_it_sends_json(root):
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert root.post("/api/chat", content=json.dumps(HELLO), headers=headers).status_code == 200


def test_a_key_is_needed_where_there_is_one(root):
    del root.headers["authorization"]
    answer = root.post("/api/chat", json=HELLO)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])
    assert isinstance(answer.json()["error"], str)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (json.dumps(HELLO | {"model": "eagle"}), 404),
        (json.dumps({"messages": []}), 400),
        (json.dumps(HELLO | {"think": "hard"}), 400),
        (json.dumps(HELLO | {"format": "yaml"}), 400),
        (json.dumps(HELLO | {"messages": [{"role": "bird", "content": ""}]}), 400),
        (json.dumps(HELLO | {"messages": [{"role": "user", "content": "", "images": ["Z29vZA=="]}]}), 400),
    ],
)
def test_mistakes_are_told_in_words(root, body, status):
    answer = root.post("/api/chat", content=body)
    assert (answer.status_code, CHAT.error.problems(answer.json())) == (status, [])


def test_vectors_are_as_wide_as_the_model_has_them(reference_server_factory):
    server = reference_server_factory(api_keys=[], embedding_widths=(("parrot-1", 12),))
    root = server.base_url.removesuffix("/v1")
    asked = {"model": "parrot-1", "input": "Hi", "prompt": "Hi"}
    assert len(httpx.post(f"{root}/api/embed", json=asked).json()["embeddings"][0]) == 12
    assert len(httpx.post(f"{root}/api/embeddings", json=asked).json()["embedding"]) == 12


def test_log_probabilities_are_those_of_the_other_api(root, client):
    asked = {"logprobs": True, "top_logprobs": 2}
    mine = root.post("/api/chat", json=HELLO | asked | {"stream": False}).json()["logprobs"]
    body = {"model": "parrot-1", "messages": [{"role": "user", "content": "Hi there"}]}
    theirs = client.post("/chat/completions", json=body | asked).json()["choices"][0]["logprobs"]["content"]
    assert mine == theirs


TIMES = {
    None: USUAL,
    0: 0,
    30: 30,
    -1: FOR_EVER,
    "5m": 300,
    "1h30m": 5400,
    "-1": FOR_EVER,
    "0": 0,
    "90": 90,
    "1.5s": 1.5,
}


@pytest.mark.parametrize(("asked", "seconds"), TIMES.items())
def test_how_long_a_model_is_kept(asked, seconds):
    assert duration(asked) == seconds


def test_a_model_is_loaded_until_its_time_is_over():
    loaded = Loaded()
    loaded.keep("a", "10s", now=100)
    loaded.keep("b", "1m", now=100)
    assert [model for model, _ in loaded.now(111)] == ["b"]
    loaded.keep("b", 0, now=111)
    assert list(loaded.now(111)) == []
