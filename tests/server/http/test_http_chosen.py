"""A fault chosen by the base URL: as by the header, and only where that is allowed."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

KEY = {"authorization": "Bearer sk-test"}


@pytest.fixture(scope="module")
def server():
    with serve_in_thread(Settings(api_keys=("sk-test",), allow_fault_header=True, control=True)) as running:
        yield running.base_url.removesuffix("/v1")


def asked(url, method="GET", **more):
    return httpx.request(method, url, headers=KEY, trust_env=False, **more)


def test_the_server_of_that_address_has_the_fault(server):
    assert asked(f"{server}/_oaic/faults/models.list.object/v1/models").json().get("object") != "list"
    assert asked(f"{server}/v1/models").json()["object"] == "list"


def test_a_path_goes_on_as_it_was_written(server):
    [name] = [id for id in ids(f"{server}/_oaic/faults/models.list.object/v1/models") if "/" in id]
    quoted = name.replace("/", "%2F")
    assert asked(f"{server}/_oaic/faults/models.list.object/v1/models/{quoted}").json()["id"] == name


def ids(url):
    return [model["id"] for model in asked(url).json()["data"]]


def test_what_stands_at_the_root_does_so_there(server):
    assert asked(f"{server}/_oaic/faults/models.list.object/health").status_code == 200


def test_a_fault_that_is_not_known_is_refused(server):
    refused = asked(f"{server}/_oaic/faults/models.list.objekt/v1/models")
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, "x-oaic-fault")


def test_which_faults_would_be_seen_stands_in_the_journal(server):
    asked(f"{server}/_oaic/script", "DELETE")
    asked(f"{server}/_oaic/touched/v1/models")
    [entry] = asked(f"{server}/_oaic/requests").json()["requests"]
    assert "models.list.object" in entry["touched"]
    assert "chat.stream.done" not in entry["touched"]


def test_where_it_is_not_allowed_there_is_nothing():
    with serve_in_thread(Settings()) as running:
        root = running.base_url.removesuffix("/v1")
        assert asked(f"{root}/_oaic/faults/models.list.object/v1/models").status_code == 404
