"""Many streams at once are not mixed up, and one that its client leaves is gone."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager

import httpx
import pytest
from oaic_server.http import stream, wire

CROWD = 50
SLOW = 5  # milliseconds between two chunks: nobody is done before others begin
GIVE_UP = 10.0  # seconds


@asynccontextmanager
async def clients(server):
    headers = {"authorization": f"Bearer {server.api_key}"}
    options = {"limits": httpx.Limits(max_connections=CROWD), "timeout": 60, "trust_env": False}
    async with httpx.AsyncClient(base_url=server.base_url, headers=headers, **options) as client:
        yield client


def asked(number):
    question = {"role": "user", "content": f"number {number} " * 40}
    return {"model": "parrot-1", "stream": True, "messages": [question]}


async def streamed(client, number):
    """The ids and the text of one stream, and whether it was said to be over."""
    ids, text, line = set(), "", ""
    async with client.stream("POST", "/chat/completions", json=asked(number)) as reply:
        async for line in reply.aiter_lines():
            if line.startswith("data: {"):
                chunk = json.loads(line.removeprefix("data: "))
                ids.add(chunk["id"])
                text += chunk["choices"][0]["delta"].get("content", "")
    return ids, text


async def left(client, number):
    """A stream that nobody reads beyond its first line."""
    async with client.stream("POST", "/chat/completions", json=asked(number)) as reply:
        async for _ in reply.aiter_lines():
            return


def test_fifty_streams_at_once_are_fifty_answers(server):
    async def crowd():
        async with clients(server) as client:
            return await asyncio.gather(*(streamed(client, number) for number in range(CROWD)))

    answers = asyncio.run(crowd())
    assert [text for _, text in answers] == [f"number {number} " * 40 for number in range(CROWD)]
    assert [len(ids) for ids, _ in answers] == [1] * CROWD
    assert len(set.union(*(ids for ids, _ in answers))) == CROWD


@pytest.fixture
def living(monkeypatch):
    """The streams that the server is still making."""
    living = []

    async def departures(reply, closing):
        living.append(reply)
        try:
            async for piece in stream.departures(reply, closing):
                yield piece
        finally:
            living.remove(reply)

    monkeypatch.setattr(wire, "departures", departures)
    return living


def test_who_leaves_frees_the_stream_and_disturbs_nobody(reference_server_factory, living):
    server = reference_server_factory(token_delay_ms=SLOW)

    async def crowd():
        async with clients(server) as client:
            leaving = asyncio.gather(*(left(client, number) for number in range(20)))
            staying = asyncio.gather(*(streamed(client, number) for number in range(20)))
            await leaving
            return await staying

    answers = asyncio.run(crowd())
    assert [text for _, text in answers] == [f"number {number} " * 40 for number in range(20)]
    gone(living)
    assert living == []


def test_a_stream_that_nobody_reads_is_gone_long_before_its_end(reference_server_factory, living):
    server = reference_server_factory(token_delay_ms=60_000)

    async def crowd():
        async with clients(server) as client:
            await asyncio.gather(*(left(client, number) for number in range(20)))

    asyncio.run(crowd())
    gone(living)
    assert living == []


def gone(living):
    """Waits until nothing lives, or it is plain that something always will."""
    give_up = time.monotonic() + GIVE_UP
    while living and time.monotonic() < give_up:
        time.sleep(0.01)
