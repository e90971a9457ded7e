"""Legacy completions: each prompt continued, streamed or whole, with what was asked beside it."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.parrot.tokenizer import encode
from oaic_server.parrot.vocabulary import SIZE
from oaic_server.surfaces.completions.fold import fold
from oaic_server.surfaces.completions.logprobs import logprobs
from oaic_spec import contract

OPERATION = contract().operations["createCompletion"]
TALE = "Once upon a time, wörld 😀!"
REQUESTS = {
    "plain": {},
    "no prompt": {"prompt": None},
    "an empty prompt": {"prompt": ""},
    "several choices": {"n": 3},
    "several prompts": {"prompt": ["one", "two three"]},
    "several choices of several prompts": {"prompt": ["one", "two three"], "n": 2},
    "tokens": {"prompt": [100, 201, 301]},
    "lists of tokens": {"prompt": [[100, 201], [301]]},
    "a limit": {"max_tokens": 2},
    "a limit within a character": {"prompt": "😀😀", "max_tokens": 3},
    "nothing but the prompt": {"max_tokens": 0, "echo": True},
    "a stop": {"stop": "upon"},
    "several stops": {"stop": ["!", " a"]},
    "a suffix": {"suffix": " time"},
    "a seed": {"seed": 7},
    "an echo": {"echo": True},
    "logprobs": {"logprobs": 2},
    "logprobs of the prompt": {"logprobs": 0, "echo": True},
    "logprobs of nothing": {"logprobs": 1, "max_tokens": 0},
    "nulls": {"n": None, "stop": None, "max_tokens": None, "logprobs": None, "suffix": None, "best_of": None},
}


@pytest.fixture
def complete(client):
    def ask(prompt=TALE, **members):
        return client.post("/completions", json={"model": "parrot-1", "prompt": prompt, **members})

    return ask


@pytest.fixture
def stream(complete):
    """The chunks of a stream."""

    def ask(**members):
        events = complete(stream=True, **members).text.split("\n\n")
        assert events[-2:] == ["data: [DONE]", ""]
        return [httpx.Response(200, text=event.removeprefix("data: ")).json() for event in events[:-2]]

    return ask


def texts(reply):
    return [choice["text"] for choice in reply.json()["choices"]]


@pytest.mark.parametrize("members", REQUESTS.values(), ids=REQUESTS)
def test_the_plain_answer_is_the_fold_of_the_stream(complete, stream, members):
    whole = complete(**members).json()
    chunks = stream(**members, stream_options={"include_usage": True})
    assert OPERATION.response.problems(whole) == []
    assert [OPERATION.chunk.problems(chunk) for chunk in chunks] == [[]] * len(chunks)
    assert fold(chunks) | {"id": whole["id"], "created": whole["created"]} == whole


def test_a_plain_request_is_answered_by_its_echo(complete):
    reply = complete("one two")
    assert reply.json() | {"id": "", "created": 0} == {
        "id": "",
        "object": "text_completion",
        "created": 0,
        "model": "parrot-1",
        "choices": [{"text": "one two", "index": 0, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 2, "completion_tokens": 2, "total_tokens": 4},
    }
    assert reply.json()["id"].startswith("cmpl-")
    assert reply.headers["openai-model"] == "parrot-1"


def test_choices_are_numbered_prompt_by_prompt(complete):
    reply = complete(["one", "two"], n=2)
    assert [choice["index"] for choice in reply.json()["choices"]] == [0, 1, 2, 3]
    assert [text.split()[-1] for text in texts(reply)] == ["one", "one", "two", "two"]


def test_sixteen_tokens_are_the_limit_where_none_is_given(complete):
    reply = complete("word" + " word" * 99).json()
    assert reply["usage"]["completion_tokens"] == 16
    assert reply["choices"][0]["finish_reason"] == "length"


def test_an_answer_leads_up_to_its_suffix(complete):
    assert texts(complete("one two three", suffix=" three")) == ["one two"]


def test_the_best_of_several_candidates_are_given(complete):
    """Of all candidates the likeliest come first, and every one is paid for."""
    reply = complete("one", n=2, best_of=5, logprobs=0).json()
    odds = [choice["logprobs"]["token_logprobs"] for choice in reply["choices"]]
    means = [sum(each) / len(each) for each in odds]
    assert means == sorted(means, reverse=True)
    assert reply["usage"]["completion_tokens"] > sum(map(len, odds))


def test_an_echo_begins_the_text(complete, stream):
    assert texts(complete("one", echo=True)) == ["oneone"]
    assert "".join(chunk["choices"][0]["text"] for chunk in stream(prompt="one", echo=True)) == "oneone"


def test_tokens_are_words_that_can_be_repeated(complete):
    (text,) = texts(complete([100, 201]))
    assert texts(complete(text)) == [text]
    assert complete(text).json()["usage"]["prompt_tokens"] == 2


def test_logprobs_stand_beside_the_tokens(complete):
    (choice,) = complete("one 😀", logprobs=2, echo=True).json()["choices"]
    table = choice["logprobs"]
    assert table["tokens"] == ["one", " ", "bytes:\\xf0\\x9f", "bytes:\\x98\\x80"] * 2
    assert table["text_offset"] == [0, 3, 4, 4, 5, 8, 9, 9]
    assert (table["token_logprobs"][0], table["top_logprobs"][0]) == (None, None)
    assert all(odds <= 0 for odds in table["token_logprobs"][1:])
    assert [len(top) for top in table["top_logprobs"][1:]] == [2] * 7


def test_each_token_of_a_piece_has_an_offset_of_its_own():
    assert logprobs(encode("one 😀 two"), 7, 0)["text_offset"] == [7, 10, 11, 11, 12]


def test_offsets_count_from_the_prompt_that_is_not_echoed(complete):
    (choice,) = complete("one two", logprobs=0).json()["choices"]
    assert choice["logprobs"]["text_offset"] == [7, 10]
    assert [list(top) for top in choice["logprobs"]["top_logprobs"]] == [["one"], [" two"]]


def test_usage_is_told_in_a_chunk_of_its_own(complete, stream):
    *others, last = stream(stream_options={"include_usage": True})
    assert {chunk["usage"] for chunk in others} == {None}
    assert (last["choices"], last["usage"]) == ([], complete().json()["usage"])
    assert not any("usage" in chunk for chunk in stream())


def test_the_official_client_reads_both(server):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0) as client:
        whole = client.completions.create(model="parrot-1", prompt="one two")
        with client.completions.create(model="parrot-1", prompt="one two", stream=True) as chunks:
            pieces = [chunk.choices[0].text for chunk in chunks]
    assert whole.choices[0].text == "".join(pieces) == "one two"


REFUSED = {
    "no model": ({"model": None}, 400, "invalid_type", "model"),
    "a number": ({"prompt": 7}, 400, "invalid_type", "prompt"),
    "no prompts": ({"prompt": []}, 400, "empty_array", "prompt"),
    "a token beyond the last": ({"prompt": [SIZE]}, 400, None, None),
    "less than nothing": ({"max_tokens": -1}, 400, "integer_below_min_value", "max_tokens"),
    "too many alternatives": ({"logprobs": 6}, 400, "integer_above_max_value", "logprobs"),
    "too many candidates": ({"best_of": 21}, 400, "integer_above_max_value", "best_of"),
    "fewer candidates than choices": ({"n": 3, "best_of": 2}, 400, None, "best_of"),
    "candidates in a stream": ({"best_of": 2, "stream": True}, 400, None, "best_of"),
    "too many choices in all": ({"prompt": ["a"] * 20, "n": 128}, 400, None, "prompt"),
    "stream options alone": ({"stream_options": {}}, 400, None, "stream_options"),
    "a prompt beyond the context": ({"prompt": "word " * 1001}, 400, "context_length_exceeded", "prompt"),
    "a suffix beyond the context": ({"suffix": "word " * 1001}, 400, "context_length_exceeded", "prompt"),
    "a member of chat": ({"messages": []}, 400, "unknown_parameter", "messages"),
    "an unknown model": ({"model": "gpt-9"}, 404, "model_not_found", None),
}


@pytest.mark.parametrize(("members", "status", "code", "param"), REFUSED.values(), ids=REFUSED)
def test_a_body_is_refused(complete, members, status, code, param):
    reply = complete(**members)
    error = reply.json()["error"]
    assert contract().schema("ErrorResponse").problems(reply.json()) == []
    assert (reply.status_code, error["code"], error["param"]) == (status, code, param)


def test_a_parrot_without_sense_says_the_same_nonsense_again(reference_server_factory):
    senseless = reference_server_factory(nonsense=True)
    body = {"model": senseless.model, "prompt": ["one two", "one two"]}
    headers = {"authorization": f"Bearer {senseless.api_key}"}
    first, second = texts(httpx.post(f"{senseless.base_url}/completions", json=body, headers=headers, trust_env=False))
    assert first == second != "one two"
