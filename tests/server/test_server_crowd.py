"""Many streams at once are not mixed up."""

from __future__ import annotations

import asyncio
import json

import httpx

CROWD = 50


async def streamed(client, number):
    """The ids and the text of one stream."""
    body = {
        "model": "parrot-1",
        "stream": True,
        "messages": [{"role": "user", "content": f"number {number} " * 40}],
    }
    ids, text = set(), ""
    async with client.stream("POST", "/chat/completions", json=body) as reply:
        async for line in reply.aiter_lines():
            if line.startswith("data: {"):
                chunk = json.loads(line.removeprefix("data: "))
                ids.add(chunk["id"])
                text += chunk["choices"][0]["delta"].get("content", "")
    return ids, text


def test_fifty_streams_at_once_are_fifty_answers(server):
    async def crowd():
        headers = {"authorization": f"Bearer {server.api_key}"}
        options = {"limits": httpx.Limits(max_connections=CROWD), "timeout": 60, "trust_env": False}
        async with httpx.AsyncClient(base_url=server.base_url, headers=headers, **options) as client:
            return await asyncio.gather(*(streamed(client, number) for number in range(CROWD)))

    answers = asyncio.run(crowd())
    assert [text for _, text in answers] == [f"number {number} " * 40 for number in range(CROWD)]
    assert [len(ids) for ids, _ in answers] == [1] * CROWD
    assert len(set.union(*(ids for ids, _ in answers))) == CROWD
