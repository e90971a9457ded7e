"""Two servers asked the same: one with itself does not differ, and what a gateway changes is what differs."""

from __future__ import annotations

import json

import gateway
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.equivalence.commands import equivalence
from oaic_suite.equivalence.differences import NOTHING, Compared, Difference, of
from oaic_suite.equivalence.facts import facts
from oaic_suite.equivalence.questions import questions
from oaic_suite.equivalence.streaming import OTHER, SAME, pairs, together
from oaic_suite.evidence.exchange import Exchange, Request

CHANGES = (gateway.loses_usage, gateway.cuts_streams, gateway.refuses_logprobs)


@pytest.fixture(scope="module")
def server():
    with serve_in_thread(Settings()) as running:
        yield running


def told(capsys, *words):
    code = equivalence([*words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)["requests"]


@pytest.mark.slow
def test_a_server_does_not_differ_from_itself(server, capsys):
    code, found = told(capsys, server.base_url, server.base_url)
    assert [each for each in found if each["differences"]] == []
    assert (code, len(found)) == (0, len(questions()) + len(list(pairs(questions()))))


@pytest.mark.slow
def test_what_a_gateway_changes_is_what_differs(server, capsys):
    with gateway.gateway(server.base_url, CHANGES) as changed:
        code, found = told(capsys, server.base_url, changed, "--times", "1")
    facts = {difference["fact"] for each in found for difference in each["differences"]}
    assert code == 1
    assert facts == {"/usage", "event/choices/*/finish_reason", "status", "streamed, reasons to finish"}
    refused = {each["question"] for each in found if "status" in {one["fact"] for one in each["differences"]}}
    assert refused == {"chat-logprobs", "chat-logprobs, streamed"}


@pytest.mark.slow
def test_a_gateway_that_changes_nothing_does_not_differ(server, capsys):
    with gateway.gateway(server.base_url) as same:
        assert equivalence([server.base_url, same, "--times", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("No difference in ")


def test_a_server_that_does_not_answer_is_told(server, capsys):
    with pytest.raises(SystemExit) as ended:
        equivalence([server.base_url, "http://127.0.0.1:9/v1"])
    assert ended.value.code == 10
    assert "no HTTP answer from http://127.0.0.1:9/v1/models" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["localhost", "http://t/v1"], "'localhost' is not a URL"),
        (["http://t/v1", "http://u/v1", "--api-key-env", "NO_KEY"], "NO_KEY names a key, and is not set"),
        (["http://t/v1", "http://u/v1", "--times", "0"], "it must be 1 to 100, not 0"),
        (["http://t/v1", "http://u/v1", "--timeout", "nan"], "it must be more than 0"),
    ],
)
def test_bad_usage_is_told(words, sentence, capsys, monkeypatch):
    monkeypatch.delenv("NO_KEY", raising=False)
    with pytest.raises(SystemExit) as ended:
        equivalence(words)
    assert ended.value.code == 4
    assert sentence in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(("others", "code"), [("sk-b", 0), ("sk-a", 10)])
def test_each_server_is_asked_with_its_own_key(others, code, capsys, monkeypatch):
    monkeypatch.setenv("A_KEY", "sk-a")
    monkeypatch.setenv("B_KEY", others)
    words = ["--api-key-env", "A_KEY", "--other-key-env", "B_KEY", "--times", "1"]
    with serve_in_thread(Settings(api_keys=("sk-a",))) as one, serve_in_thread(Settings(api_keys=("sk-b",))) as other:
        try:
            ended = equivalence([one.base_url, other.base_url, *words])
        except SystemExit as stopped:
            ended = stopped.code
    assert ended == code, capsys.readouterr()


@pytest.mark.slow
def test_a_key_is_never_told(server, capsys, monkeypatch):
    monkeypatch.setenv("A_KEY", "sk-secret-0123456789")

    def echoes(answer):
        if answer.path.endswith("/embeddings"):
            answer.headers["content-type"] = "text/sk-secret-0123456789"

    with gateway.gateway(server.base_url, [echoes]) as changed:
        equivalence([server.base_url, changed, "--api-key-env", "A_KEY", "--times", "1"])
    out = capsys.readouterr().out
    assert "sk-secret" not in out
    assert "media type: application/json (A), text/" in out


# --- facts ---------------------------------------------------------------------------------------------


def answered(body, status=200, streamed=False, **members):
    asked = Request("POST", "http://t/v1/chat/completions", (), json.dumps(members).encode(), "createChatCompletion")
    media = "text/event-stream" if streamed else "application/json"
    return Exchange("x1", asked, status, (("content-type", media),), body.encode())


def test_a_shape_has_no_words_but_those_of_the_contract():
    said = facts(
        answered('{"object": "chat.completion", "id": "a", "choices": [{"finish_reason": "stop", "n": [1, "b"]}]}')
    )
    assert said == {
        "status": "200",
        "media type": "application/json",
        "answer": "object",
        "/object": "'chat.completion'",
        "/id": "text",
        "/choices": "array",
        "/choices/*": "object",
        "/choices/*/finish_reason": "'stop'",
        "/choices/*/n": "array",
        "/choices/*/n/*": "number or text",
        "calls": "none",
    }


def test_calls_are_told_by_their_members():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"b": 1, "a": 2}'}}
    body = json.dumps({"choices": [{"finish_reason": "tool_calls", "message": {"tool_calls": [call, call]}}]})
    assert facts(answered(body))["calls"] == "f(a, b), f(a, b)"


def test_what_is_no_json_is_said():
    assert facts(answered("<html>"))["body"] == "no JSON"


def test_what_one_server_varies_is_left_out():
    steady, unsteady = {"status": "200", "/a": "text"}, {"status": "200", "/a": "null"}
    assert of("q", [steady, unsteady], [steady, steady]) == Compared("q", (), ("/a",))


def test_what_is_missing_is_told_once():
    assert of("q", [{"/usage": "object", "/usage/a": "number"}], [{"/x": "text"}]).differences == (
        Difference("/usage", "object", NOTHING),
        Difference("/x", NOTHING, "text"),
    )


def test_whole_and_streamed_are_held_side_by_side():
    whole = {"status": "200", "calls": "none", "/choices/*/finish_reason": "'length'"}
    streamed = {"status": "200", "calls": "none", "event/choices/*/finish_reason": "'stop' or null"}
    assert together(whole, streamed) == {"streamed, calls": SAME, "streamed, reasons to finish": OTHER}
    assert together(whole, streamed | {"status": "400"}) == {}
