"""Whatever arrives is answered: never by a failure of ours, and as the contract says."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

import pytest
from arbitrary import TEXT, VALUES, changed, every_change
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.http.app import Application
from oaic_server.state.settings import Settings
from oaic_spec import contract
from oaic_spec.events.walk import breaches

LONG = 600  # characters
SECONDS = 60  # far more than any answer takes: it only ends a hang
KEY = "sk-test"
ANSWERING = Application(Settings(api_keys=(KEY,), seed=1, body_limit=20_000))

USER = {"role": "user", "content": [{"type": "text", "text": "Say 🦜."}]}
PARAMETERS = {"type": "object", "properties": {"at": {"type": "integer", "minimum": 1}}, "required": ["at"]}
FUNCTION = {"name": "look", "description": "Looks.", "parameters": PARAMETERS, "strict": False}
CALL = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
CHAT = {"model": "parrot-1", "messages": [{"role": "system", "content": "Be brief."}, USER]}
SHAPE = {"type": "json_schema", "json_schema": {"name": "a", "schema": PARAMETERS, "strict": False}}
SAMPLING = {"temperature": 1, "top_p": 0.5, "seed": 7, "presence_penalty": 0, "frequency_penalty": -1, "user": "me"}
WORDS = {"model": "parrot-1", "prompt": ["Hello", "there"], "max_tokens": 5, "n": 1, "best_of": 2, "logprobs": 2}
# fmt: off
RESPONSE = {"model": "parrot-1", "input": "Say 🦜."}
FORMAT = {"type": "json_schema", "name": "a", "schema": PARAMETERS, "strict": False}
SEE = {"type": "function", "name": "see", "parameters": PARAMETERS}
TOOLS = [{"type": "function", **FUNCTION}, {"type": "custom", "name": "draw"}, {"type": "web_search"},
         {"type": "namespace", "name": "n", "description": "d", "tools": [SEE]}]
TURNS = [{"role": "developer", "content": "Be brief."},
         {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Hm."}], "content": None},
         {"type": "function_call", "call_id": "c", "name": "look", "arguments": "{}", "id": "fc"},
         {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_text", "text": "7"}]},
         {"role": "assistant", "content": [{"type": "output_text", "text": "7", "annotations": []}]},
         {"role": "user", "content": [{"type": "input_text", "text": "Search, look and see, 🦜."}]}]
# fmt: on
ASKED = {
    "/v1/chat/completions": [
        {**CHAT, **SAMPLING, "n": 2, "stop": ["x"], "max_completion_tokens": 9, "logit_bias": {"50256": -100}},
        {**CHAT, "stream": True, "stream_options": {"include_usage": True}, "logprobs": True, "top_logprobs": 2},
        {**CHAT, "tools": [{"type": "function", "function": FUNCTION}], "tool_choice": "required", "stream": True},
        {**CHAT, "tools": [{"type": "custom", "custom": {"name": "draw"}}], "parallel_tool_calls": True},
        {**CHAT, "response_format": SHAPE, "max_tokens": 99, "metadata": {"a": "b"}, "store": False},
        {
            **CHAT,
            "messages": [
                USER,
                {"role": "assistant", "content": None, "tool_calls": [CALL]},
                {"role": "tool", "tool_call_id": "call_1", "content": "7"},
            ],
        },
    ],
    "/v1/completions": [
        {**WORDS, "suffix": "end", "echo": True, "stop": "x"},
        {"model": "parrot-1", "prompt": [[1, 2], [3]], "stream": True, "stream_options": {"include_usage": True}},
    ],
    "/v1/responses": [
        {**RESPONSE, "input": TURNS, "tools": TOOLS, "stream": True, "reasoning": {"effort": "low", "summary": "auto"}},
        {**RESPONSE, "tools": TOOLS, "tool_choice": {"type": "function", "name": "look"}, "max_output_tokens": 16},
        {**RESPONSE, "text": {"format": FORMAT, "verbosity": "high"}, "stream": True, "metadata": {"a": "b"}},
        {**RESPONSE, "include": ["message.output_text.logprobs"], "top_logprobs": 1, "store": False, "top_p": 0.5},
        {**RESPONSE, "background": True, "truncation": "auto", "instructions": "Be brief.", "max_tool_calls": 1},
    ],
    "/v1/responses/input_tokens": [{**RESPONSE, "input": TURNS, "tools": TOOLS}],
    "/v1/responses/compact": [{**RESPONSE, "input": TURNS}],
    "/v1/conversations": [{"items": TURNS, "metadata": {"a": "b"}}],
    "/v1/embeddings": [
        {"model": "parrot-1", "input": ["a", "b"], "dimensions": 8, "encoding_format": "base64"},
        {"model": "parrot-1", "input": [[1, 2], [3]], "encoding_format": "float", "user": "me"},
    ],
}  # fmt: skip
OPERATIONS = {(operation.method, "/v1" + operation.path): operation for operation in contract().operations.values()}
HOST = (b"host", b"localhost")
JSON = [(b"content-type", b"application/json"), (b"authorization", f"Bearer {KEY}".encode())]


def asked(method, path, headers=JSON, body=b"", query=b""):
    """The status, headers and body of the answer to a request that comes in pieces of three kilobytes."""
    scope = {"type": "http", "method": method, "path": path, "raw_path": quote(path, "/%").encode()}
    pieces = [body[at : at + 3000] for at in range(0, len(body), 3000)] or [b""]
    sent = []

    async def receive():
        if not pieces:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def keep(message):
        sent.append(message)

    scope |= {"headers": [HOST, *headers], "query_string": query}
    asyncio.run(asyncio.wait_for(ANSWERING(scope, receive, keep), SECONDS))
    start, *rest = sent
    return start["status"], dict(start["headers"]), b"".join(message.get("body", b"") for message in rest)


def judged(method, path, answer):
    """The answer, once it is seen to be no failure, an envelope where it refuses, and as the contract has it."""
    status, headers, body = answer
    assert 200 <= status < 500, body
    if status >= 400:
        assert headers[b"content-type"] == b"application/json"
        assert contract().schema("ErrorResponse").problems(json.loads(body)) == []
    elif (method, path) in OPERATIONS:
        schema, values = told(OPERATIONS[method, path], headers, body)
        assert [problem for value in values for problem in schema.problems(value)] == []
        if schema.name == "ResponseStreamEvent":
            assert [*breaches(OPERATIONS[method, path].stream, [(None, event) for event in values])] == []
    return answer


def told(operation, headers, body):
    if not headers[b"content-type"].startswith(b"text/event-stream"):
        return operation.response, [json.loads(body)]
    *events, rest = body.decode().split("\n\n")
    data = [event.rpartition("data: ")[2] for event in events]
    assert (rest, "[DONE]" in data) == ("", operation.stream.terminator_required)
    return operation.chunk, [json.loads(each) for each in data if each != "[DONE]"]


BODIES = [(path, body) for path, bodies in ASKED.items() for body in bodies]


# The longest have hundreds of places.
EVERYWHERE = [pytest.param(*made, marks=[pytest.mark.slow] * (len(json.dumps(made)) > LONG)) for made in BODIES]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "body"), EVERYWHERE)
def test_a_request_with_one_place_changed_is_served_or_refused(path, body):
    assert judged("POST", path, asked("POST", path, body=json.dumps(body).encode()))[0] == 200
    for other in every_change(body):
        judged("POST", path, asked("POST", path, body=json.dumps(other).encode()))


@given(st.sampled_from(BODIES).flatmap(lambda made: st.tuples(st.just(made[0]), changed(made[1]))))
def test_a_request_changed_anywhere_is_served_or_refused(made):
    path, body = made
    judged("POST", path, asked("POST", path, body=json.dumps(body).encode()))


@given(
    st.sampled_from(list(ASKED)), VALUES | st.dictionaries(st.sampled_from(sorted({*CHAT, *WORDS, "input"})), VALUES)
)
def test_any_value_is_served_or_refused(path, body):
    judged("POST", path, asked("POST", path, body=json.dumps(body).encode()))


BOM = b"\xef\xbb\xbf"
PIECES = [
    *(bytes([octet]) for octet in b'{}[]":,.-1 \\'),
    b"e9",
    b"null",
    b"\\ud800",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\x00",
]
BYTES = st.binary(max_size=200) | st.lists(st.sampled_from(PIECES)).map(b"".join)


@given(st.sampled_from(list(ASKED)), BYTES)
def test_any_bytes_are_served_or_refused(path, body):
    assert judged("POST", path, asked("POST", path, body=body))[0] == 400


METHODS = st.sampled_from(["POST", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "get"]) | TEXT
KEPT = ["/v1/responses/r", "/v1/responses/r/input_items", "/v1/conversations/c/items"]
PATHS = st.sampled_from([*ASKED, *KEPT, "/v1/models", "/v1/models/parrot-1"]) | TEXT.map("/v1/models/{}".format) | TEXT
NAMES = st.sampled_from(["authorization", "content-type", "content-length", "accept", "origin", "x-oaic-fault"]) | TEXT
VALUE = st.sampled_from(["9" * 5000, "application/json", f"Bearer {KEY}", "Bearer", "-1", "*/*"]) | TEXT
HEADERS = st.lists(
    st.tuples(*(part.map(lambda text: text.encode("latin-1", "ignore").lower()) for part in (NAMES, VALUE)))
)


@given(METHODS, PATHS, HEADERS | HEADERS.map(JSON.__add__), TEXT)
def test_any_head_is_served_or_refused(method, path, headers, query):
    judged(method, path, asked(method, path, headers, b"{}", query.encode()))
