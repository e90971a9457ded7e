"""The fixtures that other projects' tests use."""

from __future__ import annotations

import httpx
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread


def models(server):
    headers = {"authorization": f"Bearer {server.api_key}"}
    listed = httpx.get(f"{server.base_url}/models", headers=headers, trust_env=False)
    return [model["id"] for model in listed.json()["data"]]


def test_the_reference_server_says_how_to_reach_it(reference_server):
    assert reference_server.model in models(reference_server)
    assert reference_server.base_url.endswith("/v1")


def test_the_factory_starts_servers_that_do_not_know_each_other(reference_server_factory):
    one, other = reference_server_factory(models=("one",)), reference_server_factory(models=("other",))
    assert (models(one), models(other)) == (["one"], ["other"])


def test_a_server_ends_with_its_block():
    with serve_in_thread(Settings()) as server:
        assert models(server)
    try:
        httpx.get(server.base_url, trust_env=False)
    except httpx.ConnectError:
        return
    raise AssertionError("the server still answers")
