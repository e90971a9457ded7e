"""Clients asked about: the reference server, sound, with one fault, or without a part of it."""

from __future__ import annotations

import hostile
import httpx
import pytest
from hostile import answer
from nested import warm_certify
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.proof.trial import leave_bench, target_with
from standing import stands

HELPERS = {"openai-python-chat", "openai-node-chat"}
# By fault, the clients that do not work, as our notes have it of each deviation.
BROKEN = {
    "responses.stream.items.done": {"codex", "ai-sdk-responses"},
    "responses.items.annotations": {"ai-sdk-responses", "pydantic-ai"},
    "tools.stream.index": {"ai-sdk-chat", "langchain", "open-webui", "roo", *HELPERS},
    "chat.stream.usage.once": {"continue", "langchain", "open-webui", "pydantic-ai-chat"},
}


@pytest.fixture(scope="module", autouse=True)
def left():
    """The server that faults are tried on ends with these tests."""
    yield
    leave_bench()


def that(found, conclusion):
    return {name for name, client in found.items() if client["conclusion"] == conclusion}


@pytest.mark.thorough
def test_with_a_sound_server_every_client_works():
    assert that(stands(target_with(""), list(client_profiles())), "works") == client_profiles().keys()


@pytest.mark.thorough
@pytest.mark.parametrize("fault", BROKEN)
def test_with_one_fault_those_do_not_work_that_need_what_it_breaks(fault):
    found = stands(target_with(fault), list(client_profiles()))
    assert that(found, "does_not_work") == BROKEN[fault]
    assert {each["row"] for name in BROKEN[fault] for each in found[name]["broken"]} == {fault}


@pytest.mark.slow
def test_a_client_that_works_is_told_so_and_nothing_conforms(tmp_path):
    ended = warm_certify("--client=instructor", directory=tmp_path)
    assert ended.exit_code == 0, ended.said
    assert "instructor 1.17.0 works" in ended.said
    assert "onform" not in ended.said.partition("= conformance =")[2].replace("conformance-report", "")


def without_responses(server, client):
    """The reference server, but for /responses."""

    def handler(asked):
        if "/responses" in asked.path:
            yield answer(404, {"error": {"message": "Not found.", "type": "invalid_request_error"}})
            return
        headers = {"authorization": f"Bearer {server.api_key}"}
        url = server.base_url.removesuffix("/v1") + asked.path
        got = client.request(asked.method, url, json=asked.body or None, headers=headers)
        yield answer(got.status_code, got.content, got.headers.get("content-type", "text/plain"))

    return handler


@pytest.mark.slow
def test_without_responses_codex_does_not_work_and_what_chats_does(tmp_path):
    with (
        serve_in_thread(Settings()) as server,
        httpx.Client(trust_env=False) as client,
        hostile.serving(without_responses(server, client)) as url,
    ):
        ended = warm_certify(url, "--client=codex", "--client=instructor", directory=tmp_path)
    told = {client["name"]: client for client in ended.document["clients"]}
    assert (told["codex"]["conclusion"], told["codex"]["missing"]) == ("does_not_work", ["responses"])
    assert told["instructor"]["conclusion"] == "works"
    assert "Codex 0.171.0: does not work: the server has no responses" in ended.said
    assert ended.exit_code == 1
