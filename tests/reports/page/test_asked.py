"""Exchanges are named by what sets their request apart from the usual one."""

import json

from golden_parts import exchange, run
from oaic_reports.page.asked import asked, variant

USUAL = {"model": "m", "messages": [{"role": "user", "content": "Say hello."}]}


def name(body, url="http://localhost:8000/v1/chat/completions"):
    sent = [json.dumps(USUAL)] * 3 + [body if isinstance(body, str) or body is None else json.dumps(body)]
    exchanges = [
        exchange(f"x-{n}", request=exchange("e")["request"] | {"url": url, "body": text}) for n, text in enumerate(sent)
    ]
    return asked(run([], exchanges))["x-3"]


def test_what_is_usual_is_not_said():
    assert name(USUAL) == ""


def test_switches_are_named_and_others_have_their_value():
    body = USUAL | {"stream": True, "stream_options": {"include_usage": True}, "n": 2, "stop": "six", "seed": None}
    assert name(body) == "stream, include_usage, n 2, stop six, seed null"


def test_messages_go_by_their_roles_and_tools_by_their_types():
    body = USUAL | {
        "messages": [{"role": "system"}, {"role": "user"}],
        "tools": [{"type": "function"}],
        "response_format": {"type": "json_object"},
    }
    assert name(body) == "messages (system, user), tools (function), response_format json_object"


def test_one_message_goes_by_what_it_says():
    assert name(USUAL | {"messages": [{"role": "user", "content": "My name is Ada."}]}) == "messages My name is Ada."
    parts = [{"type": "text"}, {"type": "image_url"}]
    assert name(USUAL | {"messages": [{"role": "user", "content": parts}]}) == "messages (text, image_url)"


def test_a_request_has_the_name_that_most_rows_have_for_it():
    assert variant(["", "plain", "two", "two", "three", *["elsewhere: four"] * 3]) == "two"
    assert variant(["plain", ""]) == ""


def test_what_is_left_out_is_said():
    assert name({"messages": USUAL["messages"]}) == "without model"


def test_a_body_that_is_no_object_is_named_by_that():
    assert name("{broken") == "a body of 7 characters that is no JSON object"
    assert name(None) == ""
