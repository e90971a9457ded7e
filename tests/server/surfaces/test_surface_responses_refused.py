"""Responses that are refused: the status, the code, and the member that is named."""

from __future__ import annotations

import pytest
from response_bodies import CALL, FORMAT, PATCH, RESULT, TIME

MESSAGE = {"role": "user", "content": "Hello"}
REFUSED = {
    "an unknown member": ({"colour": "green"}, 400, "unknown_parameter", "colour"),
    "an unknown member of an item": ({"input": [MESSAGE | {"colour": 1}]}, 400, "unknown_parameter", "input[0].colour"),
    "an item without its text": ({"input": [{"role": "user"}]}, 400, "missing_required_parameter", "input[0].content"),
    "an unknown model": ({"model": "teapot"}, 400, "model_not_found", "model"),
    "no model": ({"model": None}, 400, "invalid_type", "model"),
    "nothing to answer": ({"input": None}, 400, "invalid_type", "input"),
    "an unknown response": (
        {"previous_response_id": "resp_0"},
        400,
        "previous_response_not_found",
        "previous_response_id",
    ),
    "an unknown conversation": ({"conversation": "conv_0"}, 404, None, None),
    "both": (
        {"previous_response_id": "r", "conversation": "c"},
        400,
        "mutually_exclusive_parameters",
        "previous_response_id",
    ),
    "an unknown item": ({"input": [{"type": "item_reference", "id": "msg_0"}]}, 404, None, "input[0].id"),
    "a result of no call": ({"input": [RESULT]}, 400, None, "input"),
    "a call without its result": ({"input": [CALL, MESSAGE]}, 400, None, "input"),
    "too much to read": ({"input": "a " * 1_200}, 400, "context_length_exceeded", "input"),
    "too little room": ({"max_output_tokens": 15}, 400, "integer_below_min_value", "max_output_tokens"),
    "too much room": ({"max_output_tokens": 10**6}, 400, "invalid_value", "max_output_tokens"),
    "a choice without tools": ({"tool_choice": "required"}, 400, None, "tool_choice"),
    "a choice of another tool": (
        {"tools": [TIME], "tool_choice": {"type": "function", "name": "x"}},
        400,
        None,
        "tool_choice",
    ),
    "a choice of a grammar that is not spoken here": (
        {"tools": [PATCH], "tool_choice": {"type": "custom", "name": "apply_patch"}},
        400,
        "unsupported_value",
        "tools[0].format.syntax",
    ),
    "no choice but such a grammar": (
        {"tools": [PATCH], "tool_choice": "required"},
        400,
        "unsupported_value",
        "tools[0].format.syntax",
    ),
    "a tool of no schema": (
        {"tools": [{"type": "function", "name": "f", "parameters": {"type": "array"}}]},
        400,
        "invalid_function_parameters",
        "tools[0].parameters",
    ),
    "a format of no schema": (
        {"text": {"format": FORMAT | {"schema": {"type": "array"}}}},
        400,
        "invalid_json_schema",
        "text.format.schema",
    ),
    "kept for later, and not kept": ({"background": True, "store": False}, 400, None, "background"),
    "a prompt": ({"prompt": {"id": "pmpt_0"}}, 404, "prompt_not_found", "prompt.id"),
    "a file": (
        {"input": [{"role": "user", "content": [{"type": "input_file", "file_id": "file-0"}]}]},
        404,
        None,
        "input[0].content[0].file_id",
    ),
    "moderation": ({"moderation": {"model": "m"}}, 400, "unsupported_parameter", "moderation"),
    "an unknown thing to include": ({"include": ["colour"]}, 400, "invalid_value", "include[0]"),
}


@pytest.mark.parametrize(("members", "status", "code", "param"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(respond, members, status, code, param):
    answer = respond(**members)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (status, code, param)


@pytest.mark.parametrize("missing", ["model", "input"])
def test_what_is_missing_is_named(client, missing):
    body = {"model": "parrot-1", "input": "Hello"}
    del body[missing]
    error = client.post("/responses", json=body).json()["error"]
    assert (error["code"], error["param"]) == ("missing_required_parameter", missing)


def test_what_is_too_long_is_cut_where_that_is_allowed(respond):
    history = [{"role": "user", "content": "a " * 1_200}, {"role": "user", "content": "Hello"}]
    assert respond(history).json()["error"]["code"] == "context_length_exceeded"
    assert respond(history, truncation="auto").json()["output"][0]["content"][0]["text"] == "Hello"


def test_there_is_no_websocket(client):
    upgrade = {"connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13"}
    answer = client.get("/responses", headers=upgrade)
    assert (answer.status_code, answer.headers["upgrade"]) == (426, "HTTP/1.1")
    assert client.get("/responses").status_code == 405
