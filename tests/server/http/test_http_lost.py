"""A path that is not there is answered with the one that was probably meant."""

from __future__ import annotations

import pytest
from oaic_server.http.lost import meant
from oaic_server.http.routes import Routes
from oaic_spec import contract
from oaic_spec.left_out import left_out

ROUTES = Routes(contract().operations.values())
LOST = {
    "/v1/v1/chat/completions": "expected /v1/chat/completions: /v1 stands there twice, and a base URL ends in it once",
    "/v1/v1/models/a/b": "expected /v1/models/a/b: /v1 stands there twice, and a base URL ends in it once",
    "/v1/embeddings/": "expected /v1/embeddings: without a slash at the end",
    "/v1/chat/completion": "did you mean /v1/chat/completions?",
    "/v1/vector_stores/vs-1/search": "OpenAI's API has it, and this server does not serve it",
    "/v1/audio/voices": "OpenAI's API has it, and this server does not serve it",
    "/v1/audio/speach": "did you mean /v1/audio/speech?",
    "/v1/files/file-1/contents": "paths begin with /v1/, and /docs lists them",
    "/v1/v1/nothing": "paths begin with /v1/, and /docs lists them",
    "/_oaic/script": "a server that is started with --control has it",
    "/_oaic/faults/chat.stream.done/v1/models": "a server that is started with --allow-fault-header has it",
    "/nothing": "paths begin with /v1/, and /docs lists them",
    "": "paths begin with /v1/, and /docs lists them",
    "/v1": "paths begin with /v1/, and /docs lists them",
}


@pytest.mark.parametrize(("path", "told"), LOST.items())
def test_a_lost_request_is_told_what_was_meant(path, told):
    assert meant(path, ROUTES) == told


def test_the_beginning_that_is_left_out_is_named():
    assert meant("/responses/compact", ROUTES) == "expected /v1/responses/compact: a base URL ends in /v1"


def test_the_whole_path_is_told(client, server):
    root = server.base_url.removesuffix("/v1")
    error = client.get(f"{root}/v1/v1/models").json()["error"]
    assert error["code"] == "unknown_url"
    assert error["message"].startswith("There is no GET /v1/v1/models here; expected /v1/models: ")
    wrong = client.delete("/models").json()["error"]
    assert wrong["message"] == "DELETE /v1/models: expected GET, HEAD, OPTIONS"


@pytest.mark.parametrize("begins", [path for family in left_out() for path in family.paths])
def test_what_the_contract_leaves_out_is_not_served(client, begins):
    method, _, path = begins.rpartition(" ")
    answer = client.request(method or "GET", path.replace("{model}", "parrot"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (
        (405, "method_not_supported") if method else (404, "unknown_url")
    )
