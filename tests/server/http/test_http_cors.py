"""What the server lets pages of other origins read, and how it answers a browser that asks for them."""

from __future__ import annotations

import httpx

PAGE, STRANGER = "https://app.example", "https://other.example"


def preflight(server, origin=PAGE):
    headers = {"origin": origin, "access-control-request-method": "POST"}
    return httpx.options(f"{server.base_url}/chat/completions", headers=headers, trust_env=False)


def test_a_preflight_is_answered_without_a_key(server):
    asked = preflight(server)
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-methods"] == "POST, GET, HEAD, OPTIONS"
    assert asked.headers["access-control-allow-headers"] == "authorization, *"


def test_a_preflight_for_no_path_is_not_found(server):
    asked = httpx.options(f"{server.base_url}/nothing", headers={"origin": PAGE}, trust_env=False)
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (404, "*")


def test_only_the_origins_of_the_settings_are_let_in(reference_server_factory):
    server = reference_server_factory(cors_origins=(PAGE,))
    let_in, kept_out = preflight(server), preflight(server, STRANGER)
    assert let_in.headers["access-control-allow-origin"] == PAGE
    assert "access-control-allow-origin" not in kept_out.headers
    assert let_in.headers["vary"] == kept_out.headers["vary"] == "origin"


def test_who_names_no_origin_is_answered_all_the_same(reference_server_factory):
    server = reference_server_factory(cors_origins=(PAGE,))
    answer = httpx.get(f"{server.base_url}/models", trust_env=False)
    assert answer.status_code == 401
    assert "access-control-allow-origin" not in answer.headers
