"""Ids and dates: unique by default, the same again with a seed."""

from __future__ import annotations

import httpx
from oaic_server.state.identity import Identity


def test_ids_are_unique_by_default_and_repeatable_with_a_seed():
    assert len({Identity().id("x-") for _ in range(100)}) == 100
    one, other = Identity(7), Identity(7)
    assert [one.id("x-") for _ in range(3)] == [other.id("x-") for _ in range(3)]
    assert one.created() == other.created()
    assert one.id("x-") != one.id("x-")


def conversation(server):
    """All a client sees of a few requests, but for the date."""
    headers = {"authorization": f"Bearer {server.api_key}"}
    body = {"model": server.model, "messages": [{"role": "user", "content": "Hello"}]}
    with httpx.Client(base_url=server.base_url, headers=headers, trust_env=False) as client:
        replies = [
            client.get("/models"),
            client.post("/chat/completions", json=body),
            client.post("/chat/completions", json={**body, "stream": True}),
            client.get("/nothing"),
        ]
    return [(reply.status_code, {**reply.headers} | {"date": ""}, reply.content) for reply in replies]


def test_two_servers_of_one_seed_say_the_same_bytes(reference_server_factory):
    one, same, other = (reference_server_factory(seed=seed) for seed in (7, 7, 8))
    assert conversation(one) == conversation(same) != conversation(other)
