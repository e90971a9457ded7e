"""Requests to complete or embed: texts and tokens in every shape, and what is said of those that do not fit."""

from __future__ import annotations

import json

import pytest
from oaic_spec import contract
from oaic_spec.openapi_core_bridge import openapi
from openapi_core.testing import MockRequest

COMPLETION, EMBEDDING = (contract().operations[name] for name in ("createCompletion", "createEmbedding"))
TEXTS = {
    "a text": "Hello",
    "one text of many": ["Hello"],
    "texts": ["Hello", "parrot"],
    "tokens": [1, 2],
    "lists of tokens": [[1, 2], [3]],
}
NULLABLE = (
    *("best_of", "echo", "frequency_penalty", "logit_bias", "logprobs", "max_tokens", "n", "presence_penalty"),
    *("prompt", "seed", "stop", "stream", "stream_options", "suffix", "temperature", "top_p"),
)
OPTIONS = {
    "every option as null": dict.fromkeys(NULLABLE),
    "no tokens at all": {"max_tokens": 0, "echo": True, "logprobs": 0},
    "a stream with usage": {"stream": True, "stream_options": {"include_usage": True}},
    "no prompt": {},
}
GOOD = (
    {f"complete {name}": (COMPLETION, {"model": "m", "prompt": text}) for name, text in TEXTS.items()}
    | {f"embed {name}": (EMBEDDING, {"model": "m", "input": text}) for name, text in TEXTS.items()}
    | {f"complete with {name}": (COMPLETION, {"model": "m", **members}) for name, members in OPTIONS.items()}
    | {"complete an empty text": (COMPLETION, {"model": "m", "prompt": ""})}
    | {"embed nothing": (EMBEDDING, {"model": "m", "input": "", "encoding_format": None})}
    | {"embed as base64": (EMBEDDING, {"model": "m", "input": "a", "encoding_format": "base64", "dimensions": 8})}
)

PROBLEMS = {
    "no model": (COMPLETION, {"prompt": "a", "model": ...}, "model", "required"),
    "a prompt that is a number": (COMPLETION, {"prompt": 7}, "prompt", "type"),
    "an empty list of tokens among others": (COMPLETION, {"prompt": [[1], []]}, "prompt[1]", "minItems"),
    "a text among tokens": (COMPLETION, {"prompt": [1, "a", 2]}, "prompt[1]", "type"),
    "half a token": (COMPLETION, {"prompt": [1.5, 2]}, "prompt[0]", "type"),
    "logprobs as in chat": (COMPLETION, {"prompt": "a", "logprobs": True}, "logprobs", "type"),
    "more alternatives than there are": (COMPLETION, {"prompt": "a", "logprobs": 6}, "logprobs", "maximum"),
    "messages": (COMPLETION, {"messages": []}, "messages", "unknown"),
    "no input": (EMBEDDING, {}, "input", "required"),
    "an empty text among others": (EMBEDDING, {"input": ["a", ""]}, "input[1]", "minLength"),
    "an empty array": (EMBEDDING, {"input": []}, "input", "minItems"),
    "too many texts": (EMBEDDING, {"input": ["a"] * 2049}, "input", "maxItems"),
    "an input of null": (EMBEDDING, {"input": None}, "input", "type"),
    "no dimensions": (EMBEDDING, {"input": "a", "dimensions": 0}, "dimensions", "minimum"),
    "dimensions of null": (EMBEDDING, {"input": "a", "dimensions": None}, "dimensions", "type"),
    "another spelling": (EMBEDDING, {"input": "a", "encoding_format": "hex"}, "encoding_format", "enum"),
    "an option of completions": (EMBEDDING, {"input": "a", "n": 1}, "n", "unknown"),
}


def whole(members):
    return {name: value for name, value in {"model": "m", **members}.items() if value is not ...}


def accepted_by_openapi_core(operation, body):
    headers, content = {"Authorization": "Bearer key"}, json.dumps(body).encode()
    path = f"/v1{operation.path}"
    sent = MockRequest(
        "http://localhost:8000", "post", path, headers=headers, data=content, content_type="application/json"
    )
    return not list(openapi().iter_request_errors(sent))


@pytest.mark.parametrize(("operation", "body"), GOOD.values(), ids=GOOD)
def test_a_body_fits(operation, body):
    assert operation.request.problems(body) == []
    assert accepted_by_openapi_core(operation, body)


@pytest.mark.parametrize(("operation", "members", "path", "keyword"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_names_its_place(operation, members, path, keyword):
    body = whole(members)
    assert (path, keyword) in [(found.path, found.keyword) for found in operation.request.problems(body)]
    assert not accepted_by_openapi_core(operation, body)


EMBEDDED = {"object": "embedding", "index": 0}


@pytest.mark.parametrize(
    ("embedding", "fits"),
    [([0.5, 1], True), ([], True), ("AAAA", True), (["AAAA"], False), (None, False), ({}, False)],
    ids=repr,
)
def test_an_embedding_is_numbers_or_base64(embedding, fits):
    reply = {"object": "list", "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}
    assert EMBEDDING.response.accepts({**reply, "data": [{**EMBEDDED, "embedding": embedding}]}) is fits


CHOICE = {"text": "", "index": 0, "logprobs": None, "finish_reason": "stop"}


@pytest.mark.parametrize(
    ("changes", "whole_fits", "chunk_fits"),
    [
        ({}, True, True),
        ({"finish_reason": None}, False, True),
        ({"finish_reason": "eos"}, False, False),
        ({"text": None}, False, False),
        ({"logprobs": ...}, False, False),
        (
            {"logprobs": {"tokens": ["a"], "token_logprobs": [None], "top_logprobs": [None], "text_offset": [0]}},
            True,
            True,
        ),
        ({"logprobs": {"top_logprobs": [[["a", -1]]]}}, False, False),
    ],
    ids=repr,
)
def test_a_choice_and_a_piece_of_it(changes, whole_fits, chunk_fits):
    choice = {name: value for name, value in (CHOICE | changes).items() if value is not ...}
    body = {"id": "c", "object": "text_completion", "created": 1, "model": "m", "choices": [choice]}
    assert (COMPLETION.response.accepts(body), COMPLETION.chunk.accepts(body)) == (whole_fits, chunk_fits)


def test_a_stream_of_completions_is_framed_as_one_of_chat():
    chat = contract().operations["createChatCompletion"].stream
    rules = COMPLETION.stream
    assert (rules.event_field, rules.terminator, rules.terminator_required) == (
        chat.event_field,
        chat.terminator,
        chat.terminator_required,
    )
    assert rules.grammar["constant"] == ("id", "object", "created", "model")
