"""A server that may be broken on request says, when asked, which of its faults would change an answer."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.faults import known
from oaic_server.faults.touching import EVERY, TOUCHED_HEADER
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

FAULT_HEADER = "x-oaic-fault"


def touched(response):
    return set(response.headers[TOUCHED_HEADER].split())


def asking(beginning=""):
    return {FAULT_HEADER: EVERY + beginning}


def test_it_names_the_faults_that_would_change_an_answer_and_no_others(chat):
    found = touched(chat(headers=asking()))
    assert {"chat.reply.id", "chat.reply.status", "headers.request-id.on-answers"} <= found
    assert not {id for id in found if id.startswith(("chat.stream.done", "embeddings.", "models."))}


def test_of_those_alone_whose_ids_begin_so(chat):
    found = touched(chat(headers=asking("chat.reply.id")))
    assert found == {id for id in known() if id.startswith("chat.reply.id")} & touched(chat(headers=asking()))
    assert "chat.reply.id" in found


def test_a_stream_is_touched_by_other_faults(chat):
    assert {"chat.stream.done", "chat.stream.one-id"} <= touched(chat(stream=True, headers=asking("chat.stream.")))


@pytest.mark.parametrize(
    ("id", "named"),
    [("chat.reply.id", True), ("chat.reply.status", True), ("chat.stream.done", False), ("models.list.id", False)],
)
def test_what_it_names_changes_the_answer(chat, id, named):
    assert (id in touched(chat(headers=asking(id)))) is named
    assert (shape(chat()) != shape(chat(headers={FAULT_HEADER: id}))) is named


def shape(response):
    body = response.json()
    return response.status_code, sorted(name for name, _ in response.headers.multi_items()), type(body.get("id"))


def test_a_refusal_is_not_touched_by_what_answers_instead(chat):
    instead = {id for id, fault in known().items() if fault.stage == "answer"}
    assert touched(chat(model=7, headers=asking())) & instead == set()


def test_a_server_that_may_not_be_broken_does_not_say():
    with serve_in_thread(Settings()) as running:
        answer = httpx.get(f"{running.base_url}/models", headers=asking(), trust_env=False)
        assert TOUCHED_HEADER not in answer.headers
