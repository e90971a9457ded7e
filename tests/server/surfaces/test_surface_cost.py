"""What a request may cost is counted before it is paid: what is ordinary is served, what multiplies is refused."""

from __future__ import annotations

import httpx
import pytest

ASK = [{"role": "user", "content": "Hello"}]
LONG = "word " * 2_000
SPEECH = {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}
MODERATOR = "omni-moderation-latest"
WORD, CALL = {"type": "string"}, {"tool_choice": "required"}
CHAT, WORDS, VECTORS = "/chat/completions", "/completions", "/embeddings"


@pytest.fixture(scope="module")
def ask(reference_server):
    """Asks the server of the whole session."""
    headers = {"authorization": f"Bearer {reference_server.api_key}"}
    with httpx.Client(base_url=reference_server.base_url, headers=headers, trust_env=False, timeout=60) as client:

        def ask(path, members):
            body = {"model": reference_server.model, **({"messages": ASK} if path == CHAT else {}), **members}
            return client.post(path, json=body)

        yield ask


def said(text):
    return [{"role": "user", "content": text}]


def tools(count, parameters):
    return [{"type": "function", "function": {"name": f"f{at}", "parameters": parameters}} for at in range(count)]


def shaped(members, **words):
    return {"type": "object", "properties": members, "required": list(members), **words}


MANY = shaped({f"m{at}": WORD for at in range(400)})

ORDINARY = {
    "the longest answer": (CHAT, {"messages": said("word " * 16_384)}),
    "the longest prompt": (CHAT, {"messages": said("word " * 131_000), "max_tokens": 50}),
    "as many choices as there may be": (CHAT, {"n": 128}),
    "as many choices as there may be, streamed": (CHAT, {"n": 128, "stream": True}),
    "the longest answer, streamed": (CHAT, {"messages": said("word " * 16_384), "stream": True}),
    "log probabilities of a page": (CHAT, {"messages": said("word " * 900), "logprobs": True, "top_logprobs": 20}),
    "several long choices": (CHAT, {"messages": said(LONG), "n": 10}),
    "many tools": (CHAT, {"tools": tools(128, shaped({"at": {"type": "string"}}))}),
    "a spoken page": (CHAT, {"messages": said("word " * 900), **SPEECH}),
    "biases": (CHAT, {"logit_bias": {str(token): -100 for token in range(1_024)}}),
    "a batch of prompts to be scored": (WORDS, {"prompt": [LONG] * 2, "echo": True, "logprobs": 1, "max_tokens": 0}),
    "as many prompts as there may be": (WORDS, {"prompt": ["Hello"] * 2_048}),
    "prompts to be scored": (WORDS, {"prompt": ["Hello"] * 600, "echo": True, "logprobs": 1, "max_tokens": 1}),
    "many tools of many members": (CHAT, {"tools": tools(100, shaped({f"m{at}": WORD for at in range(30)}))}),
    "a tool of very many members": (CHAT, {"tools": tools(1, shaped({f"m{at}": WORD for at in range(600)})), **CALL}),
    "the best of many": (WORDS, {"prompt": "Hello", "best_of": 20, "n": 1}),
    "as many inputs as there may be": (VECTORS, {"input": ["Hello there"] * 2_048}),
    "as many different inputs as there may be": (VECTORS, {"input": [f"w{at}" for at in range(2_048)]}),
    "long vectors": (VECTORS, {"input": ["Hello there"] * 100, "dimensions": 3_072}),
    "a long speech": (CHAT, {"messages": said("word " * 2_000), **SPEECH}),
    "a long history": ("/responses", {"input": said("Hello") * 2_000}),
    "many verdicts": ("/moderations", {"model": MODERATOR, "input": ["Hello"] * 700}),
    "as many tokens as a prompt may have": ("/../tokenize", {"prompt": "word " * 130_000}),
    "many documents": ("/rerank", {"query": "a", "documents": ["a b c"] * 1_000}),
    "the longest input": (VECTORS, {"input": "word " * 8_000}),
}


@pytest.mark.parametrize(("path", "members"), ORDINARY.values(), ids=ORDINARY)
def test_what_is_ordinary_is_served(ask, path, members):
    assert ask(path, members).status_code == 200


REFUSED = {
    "prompts times choices times all that is told": (
        WORDS,
        {"prompt": [LONG] * 16, "n": 128, "echo": True, "logprobs": 5},
        ("n", "invalid_value"),
    ),
    "log probabilities of as many prompts as there may be": (
        WORDS,
        {"prompt": ["a"] * 2_048, "echo": True, "logprobs": 1, "max_tokens": 1},
        ("logprobs", "invalid_value"),
    ),
    "tools of members without end": (
        CHAT,
        {"tools": tools(128, shaped({f"m{at}": WORD for at in range(60)}))},
        ("tools", "invalid_value"),
    ),
    "tools for a response, without end": (
        "/responses",
        {"input": "a", "tools": [{"type": "function", "name": f"f{at}", "parameters": MANY} for at in range(20)]},
        ("tools", "invalid_value"),
    ),
    "tools among the items, without end": (
        "/responses",
        {
            "input": [
                *said("a"),
                {
                    "type": "additional_tools",
                    "role": "developer",
                    "tools": [{"type": "function", "name": f"f{at}", "parameters": MANY} for at in range(20)],
                },
            ]
        },
        ("input", "invalid_value"),
    ),
    "a format of members without end": (
        CHAT,
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "a", "schema": shaped({f"m{at}": WORD for at in range(9_000)})},
            }
        },
        ("response_format.json_schema.schema", "invalid_value"),
    ),
    "tools allowed again and again": (
        "/responses",
        {
            "input": "a",
            "tools": [{"type": "function", "name": "f0", "parameters": {}}],
            "tool_choice": {
                "type": "allowed_tools",
                "mode": "auto",
                "tools": [{"type": "function", "name": "f0"}] * 9_000,
            },
        },
        ("tool_choice", "invalid_value"),
    ),
    "candidates": (WORDS, {"prompt": [LONG] * 20, "best_of": 20, "max_tokens": 2_000}, ("best_of", "invalid_value")),
    "prompts": (WORDS, {"prompt": ["word " * 300] * 2_000, "max_tokens": 300}, ("prompt", "invalid_value")),
    "a word again and again": (
        WORDS,
        {"prompt": ["a"] * 9, "max_tokens": 16_000, "logit_bias": {"5": 100}},
        ("prompt", "invalid_value"),
    ),
    "choices": (CHAT, {"messages": said(LONG), "n": 128}, ("n", "invalid_value")),
    "log probabilities": (
        CHAT,
        {"messages": said("word " * 16_000), "logprobs": True, "top_logprobs": 20},
        ("logprobs", "invalid_value"),
    ),
    "many choices of a page, streamed": (
        CHAT,
        {"messages": said("word " * 200), "n": 128, "stream": True},
        ("n", "invalid_value"),
    ),
    "many prompts for a page, streamed": (
        WORDS,
        {"prompt": ["word " * 200] * 128, "max_tokens": 200, "stream": True},
        ("prompt", "invalid_value"),
    ),
    "more numbers than those of as many inputs": (
        VECTORS,
        {"input": [f"w{at}" for at in range(300)], "dimensions": 2_048},
        ("input", "invalid_value"),
    ),
    "a streamed answer": (CHAT, {"messages": said(LONG), "n": 128, "stream": True}, ("n", "invalid_value")),
    "a speech of hours": (CHAT, {"messages": said("word " * 16_000), **SPEECH}, ("messages", "invalid_value")),
    "long vectors of much": (VECTORS, {"input": ["Hello"] * 2_048, "dimensions": 3_072}, ("input", "invalid_value")),
    "a prompt of any length": (CHAT, {"messages": said("x" * 4_000_000)}, ("messages", "context_length_exceeded")),
    "messages without end": (CHAT, {"messages": said("") * 60_000}, ("messages", "context_length_exceeded")),
    "an input of any length": (VECTORS, {"input": "x" * 4_000_000}, ("input", "context_length_exceeded")),
    "a response to a prompt of any length": (
        "/responses",
        {"input": "a!" * 3_000_000},
        ("input", "context_length_exceeded"),
    ),
    "parts without end": (
        CHAT,
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}] * 20_000}]},
        ("messages", "invalid_value"),
    ),
    "a chat without end": (CHAT, {"messages": said("a") * 10_000}, ("messages", "invalid_value")),
    "items of parts without end": (
        "/responses",
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": "a"}] * 20_000}]},
        ("input", "invalid_value"),
    ),
    "more ids than a server can keep": (
        "/../tokenize",
        {"prompt": " ".join(f"w{at}" for at in range(100_000))},
        ("prompt", "invalid_value"),
    ),
    "a history without end": ("/responses", {"input": said("a") * 10_000}, ("input", "invalid_value")),
    "definitions of any length": (
        CHAT,
        {"tools": [{"type": "function", "function": {"name": "f", "description": "word " * 1_000_000}}]},
        ("messages", "context_length_exceeded"),
    ),
    "documents of any length": (
        "/rerank",
        {"query": "a", "documents": ["a!" * 1_000] * 2_000},
        ("documents", "invalid_value"),
    ),
    "verdicts on everything": (
        "/moderations",
        {"model": MODERATOR, "input": ["Hello"] * 2_000},
        ("input", "invalid_value"),
    ),
    "a verdict on a text of any length": (
        "/moderations",
        {"model": MODERATOR, "input": "word " * 400_000},
        ("input", "invalid_value"),
    ),
    "biases for all words": (
        CHAT,
        {"logit_bias": {str(token): 1 for token in range(100_000)}},
        ("logit_bias", "invalid_value"),
    ),
    "tools without end": (CHAT, {"tools": tools(20_000, {})}, ("tools", "array_above_max_length")),
    "texts that end the answer": (CHAT, {"stop": ["x"] * 300_000}, ("stop", "array_above_max_length")),
}


@pytest.mark.parametrize(("path", "members", "why"), REFUSED.values(), ids=REFUSED)
def test_what_multiplies_is_refused_by_the_member_that_does(ask, path, members, why):
    refusal = ask(path, members)
    error = refusal.json()["error"]
    assert (refusal.status_code, (error["param"], error["code"])) == (400, why)


PARAMETERS = "tools[0].function.parameters"
SCHEMAS = {
    "a pattern without end": shaped({"a": {"type": "string", "pattern": "ab" * 25_000}}),
    "a set without end": shaped({"a": {"type": "string", "pattern": f"[{'a' * 100_000}]"}}),
    "groups in groups": shaped({"a": {"type": "string", "pattern": "(" * 999 + "a" + ")" * 999}}),
    "a pattern that repeats what repeats": shaped({"a": {"type": "string", "pattern": f"^(({'a' * 500}){{2000}})$"}}),
    "many long texts": shaped({f"a{at}": {"type": "string", "pattern": "^[a-z]{2000}$"} for at in range(200)}),
    "many members": shaped({f"a{at}": shaped({f"b{to}": {} for to in range(45)}) for at in range(45)}),
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_that_asks_for_too_much_is_refused(ask, schema):
    refusal = ask(CHAT, {"tools": tools(1, schema), "tool_choice": "required"})
    error = refusal.json()["error"]
    assert (refusal.status_code, error["param"], error["code"]) == (400, PARAMETERS, "invalid_function_parameters")


def test_all_choices_share_what_growing_may_cost(ask):
    schema = shaped({f"a{at}": {"type": "string"} for at in range(100)})
    asked = {"tools": tools(1, schema), "tool_choice": "required", "max_tokens": 10}
    assert [ask(CHAT, {**asked, "n": n}).status_code for n in (1, 128)] == [200, 400]


def test_the_limit_is_a_setting(reference_server_factory):
    server = reference_server_factory(work_limit=20, api_keys=())

    def status(text):
        body = {"model": server.model, "messages": said(text)}
        return httpx.post(f"{server.base_url}/chat/completions", json=body, trust_env=False).status_code

    assert [status("word " * words) for words in (3, 30)] == [200, 400]
