"""However a chunk of a stream is mangled, checks judge it: an error of ours never."""

from __future__ import annotations

import json

import pytest
from oaic_suite.evidence.exchange import Exchange, Request
from test_mangled import GONE, mangled, places, spoilt

STRANGE = {"nothing": GONE, "null": None, "digits": "5", "vast": 10**400, "array": [None], "object": {}}
STREAMED = {"model": "m", "stream": True, "stream_options": {"include_usage": True}, "max_tokens": 5, "n": 2}
COUNTS = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
ASKED = {
    "chat": {"messages": [{"role": "user", "content": "Hi"}], "logprobs": True, "top_logprobs": 1},
    "completion": {"prompt": "Once", "logprobs": 1, "echo": True},
}
PATHS = {"chat": "chat/completions", "completion": "completions"}
OPERATIONS = {"chat": "createChatCompletion", "completion": "createCompletion"}
ENTRY = {"token": "Hi", "logprob": -0.1, "bytes": [72, 105]}
CALL = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
WEIGHED = {"tokens": ["Once"], "token_logprobs": [None], "top_logprobs": [None], "text_offset": [0]}


def piece(kind: str, choices: list[object], usage: object = None) -> dict[str, object]:
    named = {"chat": "chat.completion.chunk", "completion": "text_completion"}[kind]
    return {"id": "c-1", "object": named, "created": 1767225600, "model": "m", "choices": choices, "usage": usage}


def said(index: int, delta: dict[str, object], odds: object = None, reason: str | None = None) -> dict[str, object]:
    return {"index": index, "delta": delta, "logprobs": odds, "finish_reason": reason}


CHUNKS = {
    "chat": [
        piece("chat", [said(0, {"role": "assistant", "content": "", "refusal": None})]),
        piece("chat", [said(1, {"role": "assistant", "tool_calls": [CALL]})]),
        piece("chat", [said(0, {"content": "Hi"}, {"content": [{**ENTRY, "top_logprobs": [ENTRY]}], "refusal": None})]),
        piece("chat", [said(0, {}, None, "stop")]),
        piece("chat", [said(1, {}, None, "tool_calls")]),
        piece("chat", [], {**COUNTS, "completion_tokens_details": {"reasoning_tokens": 0}}),
    ],
    "completion": [
        piece("completion", [{"index": 0, "text": "Once", "logprobs": WEIGHED, "finish_reason": None}]),
        piece("completion", [{"index": 1, "text": "Once", "logprobs": WEIGHED, "finish_reason": None}]),
        piece("completion", [{"index": 0, "text": "", "logprobs": None, "finish_reason": "stop"}]),
        piece("completion", [{"index": 1, "text": "", "logprobs": None, "finish_reason": "length"}]),
        piece("completion", [], {**COUNTS, "prompt_tokens_details": {"cached_tokens": 0}}),
    ],
}


def streamed(kind: str, chunks: object) -> Exchange:
    asked = json.dumps(STREAMED | ASKED[kind]).encode()
    request = Request("POST", f"http://localhost/v1/{PATHS[kind]}", (), asked, OPERATIONS[kind])
    events = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
    return Exchange("x1", request, 200, (("content-type", "text/event-stream"),), events.encode())


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHUNKS)
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_a_strange_value_at_any_place_of_a_stream_is_judged(kind, strange):
    found = {place: spoilt(streamed(kind, mangled(CHUNKS[kind], place, strange))) for place in places(CHUNKS[kind])}
    assert {place: rows for place, rows in found.items() if rows} == {}
