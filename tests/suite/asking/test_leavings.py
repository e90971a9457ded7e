"""What our requests made the server keep is deleted when we leave it."""

from __future__ import annotations

import json
import re
from contextlib import closing

import hostile
import httpx
import pytest
from hostile import always
from nested import warm_certify
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.leavings import Leavings
from oaic_suite.asking.survey.capability import Capability
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage

PATIENT = Deadlines.within(30.0)
MADE = re.compile(rb'"id":"((?:resp_|conv_|file-)\w+)"')
KINDS = {"resp_": "responses", "conv_": "conversations", "file-": "files"}
CHAT = "createChatCompletion"
RESPONSE, CONVERSATION, FILE = "createResponse", "createConversation", "createFile"
TO_DELETE = {"resp_1": "deleteResponse"}


def everything_held(target):
    """Every conversation about what is kept."""
    stage = Stage(target)
    for requirement in catalogue().values():
        if requirement.id.startswith(("responses.", "conversations.", "files.", "uploads.")):
            for choice in variants(requirement).values():
                stage.hold(requirement, choice)


@pytest.mark.parametrize(
    "hold", [lambda target: None, pytest.param(everything_held, marks=pytest.mark.slow)], ids=["survey", "run"]
)
def test_a_run_leaves_nothing_behind(reference_server, hold):
    seen: list[Exchange] = []
    target = Target(reference_server.base_url, Client(PATIENT), reference_server.api_key, log=seen.append)
    preflight(target)
    survey(target)
    hold(target)
    target.leave()
    made = {id.decode() for each in seen if each.request.method == "POST" for id in MADE.findall(each.body)}
    assert {id[:5] for id in made} == KINDS.keys()
    assert [id for id in made if is_there(reference_server, id)] == []


def is_there(server, id):
    headers = {"authorization": f"Bearer {server.api_key}"}
    return httpx.get(f"{server.base_url}/{KINDS[id[:5]]}/{id}", headers=headers, trust_env=False).status_code != 404


def exchange(operation, body, answer, status=200, url="https://a.example/v1/responses"):
    sent = None if body is None else json.dumps(body).encode()
    told = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return Exchange("x1", Request("POST", url, (), sent, operation), status, (), told)


def event(**members):
    return b"data: " + json.dumps(members).encode() + b"\n\n"


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (exchange(RESPONSE, {"store": True}, {"id": "resp_1"}), TO_DELETE),
        (exchange(RESPONSE, {}, {"id": "resp_1"}), TO_DELETE),
        (exchange(RESPONSE, {"store": False}, {"id": "resp_1"}), {}),
        (exchange(RESPONSE, {"stream": True}, event(type="response.created", response={"id": "resp_1"})), TO_DELETE),
        (exchange(RESPONSE, {"stream": True}, event(type="response.created", response=None)), {}),
        (exchange(RESPONSE, {"stream": True}, b": nothing\n\n"), {}),
        (exchange(RESPONSE, {}, {"id": "resp_1"}, status=400), {}),
        (exchange(RESPONSE, {}, {"id": 7}), {}),
        (exchange(RESPONSE, {}, {}), {}),
        (exchange(RESPONSE, {}, b"<html>"), {}),
        (exchange(CONVERSATION, {}, {"id": "conv_1"}), {"conv_1": "deleteConversation"}),
        (exchange(CHAT, {"store": True}, {"id": "chatcmpl-1"}), {"chatcmpl-1": "deleteChatCompletion"}),
        (
            exchange(CHAT, {"store": True, "stream": True}, event(id="chatcmpl-1", choices=[])),
            {"chatcmpl-1": "deleteChatCompletion"},
        ),
        (exchange(CHAT, {"store": False}, {"id": "chatcmpl-1"}), {}),
        (exchange(CHAT, {}, {"id": "chatcmpl-1"}), {}),
        (exchange(FILE, {}, {"id": "file-1"}), {"file-1": "deleteFile"}),
        (exchange("createUpload", {}, {"id": "upload_1"}), {"upload_1": "cancelUpload"}),
        (exchange("completeUpload", {}, {"id": "upload_1", "file": {"id": "file-1"}}), {"file-1": "deleteFile"}),
        (exchange("completeUpload", {}, {"id": "upload_1"}), {}),
        (exchange("createBatch", {}, {"id": "batch_1"}), {"batch_1": "cancelBatch"}),
    ],
)
def test_what_an_answer_says_was_made_is_remembered(made, kept):
    leavings = Leavings()
    leavings.note(made)
    assert leavings.kept == kept


@pytest.mark.parametrize(("status", "left"), [(200, []), (500, ["resp 1"])])
def test_what_was_deleted_is_forgotten(status, left):
    leavings = Leavings({"resp 1": "deleteResponse"})
    leavings.note(exchange("deleteResponse", None, {}, status, "https://a.example/v1/responses/resp%201"))
    assert [*leavings.kept] == left


def test_what_was_ended_in_the_middle_of_its_address_is_forgotten():
    leavings = Leavings({"upload_1": "cancelUpload"})
    leavings.note(exchange("cancelUpload", None, {}, url="https://a.example/v1/uploads/upload_1/cancel"))
    assert leavings.kept == {}


@pytest.mark.parametrize(("told", "left"), [("completed", []), ("in_progress", ["batch_1"]), (7, ["batch_1"])], ids=str)
def test_what_is_over_is_forgotten(told, left):
    leavings = Leavings({"batch_1": "cancelBatch"})
    leavings.note(exchange("retrieveBatch", None, {"id": "batch_1", "status": told}))
    assert [*leavings.kept] == left


def test_a_response_that_is_completed_is_not_over():
    leavings = Leavings(dict(TO_DELETE))
    leavings.note(exchange("getResponse", None, {"id": "resp_1", "status": "completed"}))
    assert leavings.kept == TO_DELETE


def tidied(handler, state):
    """How often a server is asked to delete one of two things, and what is left then."""
    asked = []

    def noting(request):
        asked.append((request.method, request.path))
        yield from handler(request)

    with hostile.serving(noting) as url, closing(Client(PATIENT)) as client:
        target = Target(url, client, leavings=Leavings({"resp_1": "deleteResponse", "resp_2": "deleteResponse"}))
        target.capabilities.known["responses-deletion"] = Capability(state, "")
        target.tidy()
        return asked, [*target.leavings.kept]


def test_what_no_address_can_hold_is_told_and_hinders_no_other():
    kept = {"resp_1": "deleteResponse", "x" * 20_000: "deleteResponse"}
    with hostile.serving(always(200, b"{}")) as url, closing(Client(PATIENT)) as client:
        target = Target(url, client, leavings=Leavings(kept))
        target.tidy()
        assert [*target.leavings.kept] == ["x" * 20_000]
        assert client.sent == 1


BOTH = [("DELETE", "/v1/responses/resp_2"), ("DELETE", "/v1/responses/resp_1")]  # what was made last goes first


@pytest.mark.parametrize(
    ("handler", "state", "asked", "left"),
    [
        (always(200, b"{}"), "present", BOTH, []),
        (always(200, b"{}"), "unknown", BOTH, []),
        (always(404, b"{}"), "present", BOTH, []),
        (always(500, b"{}"), "present", BOTH[:1], ["resp_1", "resp_2"]),
        (always(200, b"{}"), "absent", [], ["resp_1", "resp_2"]),
    ],
    ids=["deletes", "may delete", "has lost them", "fails", "deletes nothing"],
)
def test_it_is_asked_to_as_far_as_a_server_takes_that(handler, state, asked, left):
    assert tidied(handler, state) == (asked, left)


@pytest.mark.parametrize(
    ("operation", "status", "left"),
    [
        ("cancelUpload", 400, []),
        ("cancelUpload", 409, []),
        ("cancelBatch", 422, []),
        ("cancelBatch", 500, ["some_1"]),
        ("deleteFile", 409, ["some_1"]),
    ],
)
def test_what_is_over_before_it_is_cancelled_is_not_left_behind(operation, status, left):
    with hostile.serving(always(status, b"{}")) as url, closing(Client(PATIENT)) as client:
        target = Target(url, client, leavings=Leavings({"some_1": operation}))
        target.tidy()
        assert [*target.leavings.kept] == left


@pytest.mark.parametrize(("state", "told"), [("present", ("deleteResponse resp_1",)), ("absent", ())])
def test_what_is_never_given_back_is_not_known_to_be_left(state, told):
    target = Target("http://t/v1", Client(PATIENT), leavings=Leavings(dict(TO_DELETE)))
    target.capabilities.known |= {
        "responses-kept": Capability(state, ""),
        "responses-deletion": Capability("absent", ""),
    }
    assert target.left_behind == told


def refusing_to_delete(asked):
    if asked.method == "DELETE":
        yield from always(500, b"{}")(asked)
    if asked.path == "/v1/conversations":
        yield hostile.answer(200, {"id": "conv_7", "object": "conversation", "created_at": 1, "metadata": {}})
    yield from hostile.honest(asked)


@pytest.mark.slow
def test_what_is_left_is_in_the_run(tmp_path):
    with hostile.serving(refusing_to_delete) as url:
        ended = warm_certify(
            "--base-url", url, "--only=conversations.beginning.status", "--timeout", "5", directory=tmp_path
        )
    assert ended.document["left"] == ["deleteConversation conv_7"]
    assert "would not delete them: deleteConversation conv_7" in " ".join(ended.said.split())
