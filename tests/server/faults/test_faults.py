"""Faults: found by id, applied at their stage, and otherwise silent."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from oaic_server import faults
from oaic_server.exchange.reply import DONE, Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import FaultError, benign, fault
from oaic_server.listing import listing


@pytest.fixture(autouse=True)
def register(monkeypatch):
    """Faults that a test registers are forgotten after it."""
    monkeypatch.setattr(faults, "REGISTERED", dict(faults.known()))


def test_two_faults_of_one_id_are_refused_by_both_their_names():
    @fault("test.twice")
    def one(reply): ...

    with pytest.raises(FaultError, match=r"test\.twice: \S+one and \S+other"):

        @fault("test.twice")
        def other(reply): ...


def test_a_fault_takes_at_most_three_requirements_with_it():
    with pytest.raises(FaultError, match="4 more requirements"):

        @fault("test.many", also={"a": "w", "b": "x", "c": "y", "d": "z"})
        def many(reply): ...


def test_a_listing_says_what_a_fault_breaks():
    @fault("test.fact:slug", stage="wire", also={"test.other": "because"}, on="listModels")
    def the_name_is_the_summary(reply): ...

    @benign("test.oddity")
    def oddity(reply):
        """Legal, if odd.

        At length.
        """

    rows = {row["id"]: row for row in listing()}
    assert rows["test.fact:slug"] == {
        "id": "test.fact:slug",
        "requirement": "test.fact",
        "kind": "fault",
        "stage": "wire",
        "summary": "the name is the summary",
        "also": {"test.other": "because"},
        "on": "listModels",
        "dull": None,
        "wakes": None,
    }
    odd = rows["test.oddity"]
    assert (odd["kind"], odd["requirement"], odd["summary"]) == ("benign", None, "Legal, if odd.")


def test_a_listing_is_in_order_of_ids():
    listed = [row["id"] for row in listing()]
    assert listed == sorted(listed)
    assert {"chat.stream.done", "chat.stream.one-id", "sse.comments"} <= set(listed)


def ids(reply):
    return [line.split('"')[3] for line in reply.text.splitlines() if line.startswith('data: {"id"')]


def test_a_fault_is_chosen_by_header(chat):
    broken = chat("Hello", stream=True, headers={"x-oaic-fault": "chat.stream.one-id"})
    assert len(set(ids(broken))) == len(ids(broken)) > 1
    assert len(set(ids(chat("Hello", stream=True)))) == 1


def test_a_fault_leaves_other_operations_alone(client):
    assert client.get("/models", headers={"x-oaic-fault": "chat.stream.done"}).status_code == 200


def test_a_fault_says_nothing_of_itself(chat):
    whole, broken = (chat("Hello", stream=True, headers=h) for h in (None, {"x-oaic-fault": "chat.stream.done"}))
    assert list(broken.headers) == list(whole.headers)
    assert "[DONE]" not in broken.text


def test_an_unknown_fault_is_refused_with_what_was_meant(client):
    reply = client.get("/models", headers={"x-oaic-fault": "chat.stream.dome"})
    error = reply.json()["error"]
    assert (reply.status_code, error["param"]) == (400, "x-oaic-fault")
    assert "did you mean chat.stream.done" in error["message"]


def test_the_header_means_nothing_unless_it_is_allowed(reference_server):
    headers = {"authorization": f"Bearer {reference_server.api_key}", "x-oaic-fault": "nonsense"}
    assert httpx.get(f"{reference_server.base_url}/models", headers=headers, trust_env=False).status_code == 200


def test_a_server_may_be_broken_from_the_start(reference_server_factory):
    server = reference_server_factory(fault="chat.stream.done")
    headers = {"authorization": f"Bearer {server.api_key}"}
    body = {"model": server.model, "stream": True, "messages": [{"role": "user", "content": "Hello"}]}
    reply = httpx.post(f"{server.base_url}/chat/completions", json=body, headers=headers, trust_env=False)
    assert reply.text.count("data: {") == 3
    assert "[DONE]" not in reply.text


def test_a_request_fault_acts_before_validation(chat):
    @fault("test.request", stage="request")
    def the_limit_is_lost(request):
        return replace(request, body={key: value for key, value in request.body.items() if key != "max_tokens"})

    reply = chat("one two three", max_tokens=1, headers={"x-oaic-fault": "test.request"})
    assert reply.json()["choices"][0]["message"]["content"] == "one two three"


@pytest.mark.parametrize(
    ("gate", "members", "sent"),
    [
        ("key", {}, {"authorization": "Bearer wrong"}),
        ("media_type", {}, {"content-type": "text/plain"}),
        ("schema", {"mood": 1}, {}),
        ("meaning", {"model": "gpt-9"}, {}),
    ],
)
def test_a_request_fault_may_leave_a_gate_open(chat, gate, members, sent):
    @fault("test.gate", stage="request")
    def a_gate_is_open(request):
        return request.excuse(gate)

    assert chat("Hello", headers=sent, **members).status_code >= 400
    assert chat("Hello", headers={**sent, "x-oaic-fault": "test.gate"}, **members).status_code == 200


def test_an_answer_fault_speaks_instead_of_the_handler(chat):
    @fault("test.answer", stage="answer", on="createChatCompletion")
    def nonsense(request):
        return Reply.json(request, {"nonsense": request.body["model"]}) if request.stream else None

    headers = {"x-oaic-fault": "test.answer"}
    assert chat("Hello", headers=headers).json()["object"] == "chat.completion"
    assert chat("Hello", headers=headers, stream=True).json() == {"nonsense": "parrot-1"}


def test_a_reply_fault_sees_refusals_of_any_kind(client):
    @fault("test.reply")
    def every_error_is_a_200(reply):
        assert reply.is_error
        reply.status = 200
        reply.set_header("x-request-id", None)

    reply = client.get("/nothing", headers={"x-oaic-fault": "test.reply"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (200, "unknown_url")
    assert "x-request-id" not in reply.headers


def test_a_reply_fault_sees_what_was_refused(chat):
    @fault("test.refused")
    def the_model_is_echoed(reply):
        reply.body["error"]["param"] = reply.request.body["model"]

    refused = chat("Hello", model="gpt-9", headers={"x-oaic-fault": "test.refused"})
    assert refused.json()["error"]["param"] == "gpt-9"


def test_a_reply_fault_may_give_another_reply(client):
    @fault("test.other")
    def another(reply):
        return Reply(reply.request, 418, [("content-type", "text/html")], b"<p>")

    reply = client.get("/models", headers={"x-oaic-fault": "test.other"})
    assert (reply.status_code, reply.content, reply.headers["content-type"]) == (418, b"<p>", "text/html")


def unencodable(reply):
    reply.body = object()


def failing(reply):
    raise ZeroDivisionError


@pytest.mark.parametrize("function", [unencodable, failing])
def test_a_fault_that_fails_is_an_internal_error(client, function, capfd):
    fault("test.failing")(function)
    reply = client.get("/models", headers={"x-oaic-fault": "test.failing"})
    assert (reply.status_code, reply.json()["error"]["type"]) == (500, "server_error")
    assert "test.failing failed" in capfd.readouterr().err


def test_a_wire_fault_drops_the_connection(chat):
    @fault("test.cut", stage="wire")
    def cut(reply):
        reply.wire.cut_after = 50

    with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
        chat("Hello", stream=True, headers={"x-oaic-fault": "test.cut"})


def test_a_benign_oddity_changes_no_event(chat):
    odd = chat("Hello", stream=True, headers={"x-oaic-fault": "sse.comments"}).text.split("\n\n")
    assert [event for event in odd if event.startswith(":")] == [": polly"] * 4
    assert len([event for event in odd if event.startswith("data: ")]) == 4


def test_the_helpers_of_a_reply():
    made = Reply.events(Request("x", "POST", "/"), (Frame(data) for data in ({"a": 1}, {"a": 2}, DONE)))
    made.map_chunks(lambda chunk: {"a": chunk["a"] + 1})
    made.map_chunks(lambda chunk: chunk.update(b=0))
    assert [frame.data for frame in made.chunks] == [{"a": 2, "b": 0}, {"a": 3, "b": 0}]
    made.drop(made.terminator)
    assert made.terminator is None
    assert made.frames == made.chunks
    made.set_header("content-type", "text/plain")
    assert made.header("content-type") == "text/plain"
    assert Reply.json(Request("x", "GET", "/"), {}).frames is None
