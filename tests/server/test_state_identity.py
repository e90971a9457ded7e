"""Ids, dates and counters: unique by default, the same again with a seed."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.budget import Budget, duration
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


DURATIONS = {
    0: "0s",
    0.0004: "0s",
    0.012: "12ms",
    0.9994: "999ms",
    1: "1s",
    1.2: "1.2s",
    59.94: "59.9s",
    360: "6m0s",
    61.5: "1m1.5s",
}


@pytest.mark.parametrize(("seconds", "text"), DURATIONS.items())
def test_durations_are_spelt_like_the_service_spells_them(seconds, text):
    assert duration(seconds) == text


def test_a_budget_counts_and_refills():
    now = [0.0]
    budget = Budget(None, lambda: now[0])
    assert dict(budget.charge(100)) == {
        "x-ratelimit-limit-requests": "10000",
        "x-ratelimit-remaining-requests": "9999",
        "x-ratelimit-reset-requests": "6ms",
        "x-ratelimit-limit-tokens": "2000000",
        "x-ratelimit-remaining-tokens": "1999900",
        "x-ratelimit-reset-tokens": "3ms",
    }
    now[0] = 60.0
    assert dict(budget.headers())["x-ratelimit-remaining-tokens"] == "2000000"


def test_nobody_is_refused_unless_a_limit_is_set():
    budget = Budget(None, lambda: 0.0)
    for _ in range(10_001):
        headers = budget.charge(1000)
    assert dict(headers)["x-ratelimit-remaining-requests"] == "0"


def test_a_limit_refuses_and_says_when_to_return():
    now = [0.0]
    budget = Budget(2, lambda: now[0])
    budget.charge(1)
    budget.charge(1)
    with pytest.raises(Refusal) as refused:
        budget.charge(1)
    error = refused.value
    assert (error.status, error.code, error.kind) == (429, "rate_limit_exceeded", "requests")
    assert dict(error.headers)["retry-after"] == "30"
    now[0] = 30.0
    assert dict(budget.charge(1))["x-ratelimit-remaining-requests"] == "0"


def test_a_limit_is_kept_over_http(reference_server_factory):
    server = reference_server_factory(rate_limit=1)
    headers = {"authorization": f"Bearer {server.api_key}"}
    body = {"model": server.model, "messages": [{"role": "user", "content": "Hello"}]}
    url = f"{server.base_url}/chat/completions"
    replies = [httpx.post(url, json=body, headers=headers, trust_env=False) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 429]
    assert replies[1].headers["retry-after"] == "60"
    assert replies[1].headers["x-ratelimit-limit-requests"] == "1"
