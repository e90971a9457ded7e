"""Health, and the API without its version: what stands at the root of the server."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("path", ["/health", "/ping", "/ready", "/v1/health", "/v1/ping", "/v1/ready"])
def test_health_is_told_without_a_key(reference_server_factory, path):
    server = reference_server_factory(api_keys=["sk-parrot"])
    answer = httpx.get(server.base_url.removesuffix("/v1") + path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_without_the_version_the_api_is_the_same_and_behind_the_same_key(reference_server_factory):
    server = reference_server_factory(api_keys=["sk-parrot"])
    root = server.base_url.removesuffix("/v1")
    known = {"authorization": "Bearer sk-parrot"}
    listed = [httpx.get(f"{base}/models", headers=known).json() for base in (root, server.base_url)]
    assert listed[0] == listed[1]
    assert httpx.get(f"{root}/models").status_code == 401


def test_a_model_whose_name_holds_a_slash_is_found_without_the_version(reference_server):
    root = reference_server.base_url.removesuffix("/v1")
    known = {"authorization": f"Bearer {reference_server.api_key}"}
    assert httpx.get(f"{root}/models/acme/parrot:7b-instruct", headers=known).json()["id"] == "acme/parrot:7b-instruct"


def test_nothing_else_is_at_the_root(reference_server):
    assert httpx.get(reference_server.base_url.removesuffix("/v1") + "/v2/models").status_code == 404
