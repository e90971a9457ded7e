"""Chat completions: what was asked for is what is said, streamed or whole."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.surfaces.chat.fold import fold
from oaic_spec import contract

OPERATION = contract().operations["createChatCompletion"]
PLACE = {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}
LOOK = [{"type": "function", "function": {"name": "look", "parameters": PLACE}}]
TWO = [{"type": "function", "function": {"name": name}} for name in ("hello", "world", "Hello-again")]
REQUESTS = {
    "plain": {},
    "several choices": {"n": 3},
    "a limit": {"max_tokens": 2},
    "the newer limit": {"max_completion_tokens": 1},
    "both limits": {"max_completion_tokens": 5, "max_tokens": 1},
    "a stop": {"stop": "wor"},
    "several stops": {"stop": ["!", ", "]},
    "a seed": {"seed": 7},
    "logprobs": {"logprobs": True},
    "logprobs and their rivals": {"logprobs": True, "top_logprobs": 3, "n": 2},
    "logprobs of nothing": {"logprobs": True, "stop": "Hello"},
    "nulls": {"n": None, "stop": None, "max_tokens": None, "seed": None, "logprobs": None, "stream_options": None},
    "more nulls": {"tools": None, "tool_choice": None, "response_format": None},
    "no stops": {"stop": []},
    "the other model": {"model": "acme/parrot:7b-instruct"},
    "tools that may not be called": {"tools": LOOK, "tool_choice": "none"},
    "a tool that is": {"tools": LOOK, "tool_choice": "required"},
    "two calls, twice": {"tools": TWO, "tool_choice": "required", "n": 2, "logprobs": True},
    "a call cut short": {"tools": LOOK, "tool_choice": "required", "max_tokens": 2},
    "a custom tool": {"tools": [{"type": "custom", "custom": {"name": "run"}}], "tool_choice": "required"},
    "a function of old": {"functions": [LOOK[0]["function"]], "function_call": {"name": "look"}},
    "one word on and on": {"logit_bias": {"5000": 100}, "max_tokens": 7, "logprobs": True},
    "a prediction": {"prediction": {"type": "content", "content": "Hello, world of parrots"}, "n": 2},
    "a search of the web": {"web_search_options": {"search_context_size": "low"}, "n": 2},
    "thoughts": {"reasoning_effort": "low", "max_tokens": 10},
    "many words": {"verbosity": "high", "service_tier": "flex"},
    "text asked for by name": {"response_format": {"type": "text"}},
}
TEXT = "Hello, wörld 😀!"


@pytest.mark.parametrize("members", REQUESTS.values(), ids=REQUESTS)
def test_the_plain_answer_is_the_fold_of_the_stream(chat, stream, members):
    whole = chat(TEXT, **members).json()
    chunks = stream(TEXT, **members | {"stream_options": {"include_usage": True}})
    assert OPERATION.response.problems(whole) == []
    assert [OPERATION.chunk.problems(chunk) for chunk in chunks] == [[]] * len(chunks)
    assert without_ids(fold(chunks)) == without_ids(whole)


def without_ids(whole):
    """What two answers to one request have in common."""
    calls = [call for choice in whole["choices"] for call in choice["message"].get("tool_calls", [])]
    for made in (whole, *calls):
        made["id"] = ""
    return whole | {"created": 0}


def test_a_plain_request_is_answered_by_its_echo(chat):
    reply = chat(TEXT).json()
    (choice,) = reply["choices"]
    assert choice == {
        "index": 0,
        "message": {"role": "assistant", "content": TEXT, "refusal": None, "annotations": []},
        "logprobs": None,
        "finish_reason": "stop",
    }
    assert list(reply) == [
        *["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"]
    ]
    assert reply["id"].startswith("chatcmpl-")


def test_the_last_user_message_is_the_one_that_is_heard(chat):
    parts = [{"type": "text", "text": "Two "}, {"type": "text", "text": "parts"}]
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "First"},
        {"role": "assistant", "content": "Yes?"},
        {"role": "user", "content": parts},
        {"role": "assistant", "content": "And?"},
    ]
    assert chat(messages=messages).json()["choices"][0]["message"]["content"] == "Two parts"


def test_an_answer_is_never_empty_for_want_of_words(chat):
    assert chat("").json()["choices"][0]["message"]["content"]


def test_each_choice_has_its_index_and_its_stream_its_order(stream):
    chunks = stream(TEXT, n=3)
    deltas = [(said["index"], said["delta"], said["finish_reason"]) for chunk in chunks for said in chunk["choices"]]
    for index in range(3):
        own = [(delta, finish) for number, delta, finish in deltas if number == index]
        assert own[0] == ({"role": "assistant", "content": "", "refusal": None}, None)
        assert own[-1] == ({}, "stop")
        assert all(list(delta) == ["content"] and finish is None for delta, finish in own[1:-1])


def test_every_chunk_has_the_same_head(stream):
    chunks = stream(TEXT, n=2, stream_options={"include_usage": True})
    names = ("id", "object", "created", "model", "service_tier", "system_fingerprint")
    assert len({tuple(chunk[name] for name in names) for chunk in chunks}) == 1


def test_usage_comes_once_and_last_when_asked_for(chat, stream):
    *others, last = stream(TEXT, stream_options={"include_usage": True})
    assert [chunk["usage"] for chunk in others] == [None] * len(others)
    assert (last["choices"], last["usage"]) == ([], chat(TEXT).json()["usage"])


@pytest.mark.parametrize("options", [None, {}, {"include_usage": False}], ids=repr)
def test_usage_is_not_mentioned_unasked(stream, options):
    assert not any("usage" in chunk for chunk in stream(TEXT, stream_options=options))


def test_usage_adds_up_and_counts_what_was_said(chat):
    usage = chat("one two three", n=2, max_tokens=2).json()["usage"]
    assert usage["completion_tokens"] == 4
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_obfuscation_is_there_when_asked_for(stream):
    assert not any("obfuscation" in chunk for chunk in stream(TEXT))
    padded = stream(TEXT, stream_options={"include_obfuscation": True})
    assert all(chunk["obfuscation"] for chunk in padded)


def test_logprobs_spell_the_content_token_by_token(chat):
    (choice,) = chat(TEXT, logprobs=True, top_logprobs=2).json()["choices"]
    tokens = choice["logprobs"]["content"]
    assert bytes(byte for token in tokens for byte in token["bytes"]).decode() == TEXT
    assert [len(token["top_logprobs"]) for token in tokens] == [2] * len(tokens)


def test_an_answer_takes_what_the_prompt_leaves_of_the_context(reference_server_factory):
    small = reference_server_factory(context_window=20, output_limit=100)
    body = {"model": small.model, "messages": [{"role": "user", "content": "one two three four five six"}]}
    headers = {"authorization": f"Bearer {small.api_key}"}
    url = f"{small.base_url}/chat/completions"
    reply = httpx.post(url, json=body, headers=headers, trust_env=False).json()
    assert reply["usage"]["total_tokens"] <= 20
    assert OPERATION.response.problems(reply) == []


def test_models_are_listed_and_found_one_by_one(client):
    listed = client.get("/models").json()
    assert contract().operations["listModels"].response.problems(listed) == []
    for model in listed["data"]:
        assert client.get(f"/models/{model['id']}").json() == model


@pytest.mark.parametrize(
    "spelt", ["acme/parrot:7b-instruct", "acme%2Fparrot:7b-instruct", "acme%2fparrot%3A7b-instruct"]
)
def test_a_model_id_may_hold_slashes_and_colons(client, spelt):
    assert client.get(f"/models/{spelt}").json()["id"] == "acme/parrot:7b-instruct"
