"""What an application does with batches by the official Python SDK, and what it sees."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import openai

from oaic_suite.clients.witness.openai_files import MADE, PAGE, Doing, Json, became, found, year

OVER = ("completed", "failed", "expired", "cancelled")
PAUSE = 0.05  # seconds between two looks at a batch: it is waited for as long as it takes
OVERNIGHT: Json = {"completion_window": "24h"}


async def asked_for(client: openai.AsyncOpenAI, body: Json) -> Any:
    """A batch of lines that are sent before; where none are told, of a file that is named."""
    made = dict(body)
    if lines := made.pop("lines", None):
        content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        made["input_file_id"] = (await client.files.create(file=("requests.jsonl", content), purpose="batch")).id
    return await client.batches.create(**OVERNIGHT | made)


async def made(client: openai.AsyncOpenAI, body: Json) -> Json:
    return described(await asked_for(client, body))


async def looked_at(client: openai.AsyncOpenAI, body: Json) -> Json:
    return described(await client.batches.retrieve(body["id"]))


async def stopped(client: openai.AsyncOpenAI, body: Json) -> Json:
    return described(await client.batches.cancel(body["id"]))


def described(batch: Any) -> Json:
    about = {"window": batch.completion_window, "endpoint": batch.endpoint, "year": year(batch.created_at)}
    return {"id": batch.id, "status": batch.status} | about


async def played(client: openai.AsyncOpenAI, body: Json) -> Json:
    """From a file of requests to the lines of the answers, and of the errors."""
    begun = await asked_for(client, body)
    batch = await polled(client, begun.id)
    files = {"answers": batch.output_file_id, "errors": batch.error_file_id}
    told = {name: await lines_of(client, id) for name, id in files.items()}
    same = batch.id == begun.id and batch.input_file_id == begun.input_file_id
    return described(batch) | told | {"begun": described(begun), "same": same, "counts": counted(batch)}


async def polled(client: openai.AsyncOpenAI, id: str) -> Any:
    while (batch := await client.batches.retrieve(id)).status not in OVER:
        await asyncio.sleep(PAUSE)
    return batch


def counted(batch: Any) -> Json:
    counts = batch.request_counts
    return {"total": counts.total, "completed": counts.completed, "failed": counts.failed}


async def lines_of(client: openai.AsyncOpenAI, file_id: str | None) -> list[Json]:
    if file_id is None:
        return []
    lines = [json.loads(line) for line in (await client.files.content(file_id)).text.splitlines()]
    await client.files.delete(file_id)
    return [answered(line) for line in lines]


def answered(line: Json) -> Json:
    """A line as an application reads it, which looks for a text where there is an answer."""
    response = line["response"]
    said = {"of": line["custom_id"], "status": response["status_code"]}
    if response["status_code"] == 200:
        body = response["body"]
        return said | {"text": body["choices"][0]["message"]["content"], "model": body["model"]}
    return said | {"message": response["body"]["error"]["message"]}


async def listed(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Those that were just made, found in the list."""
    made = [(await asked_for(client, body)).id for _ in range(MADE)]
    return await found(made, client.batches.list(**PAGE))


async def cancelled(client: openai.AsyncOpenAI, body: Json) -> Json:
    begun = await asked_for(client, body)
    stopped = await client.batches.cancel(begun.id)
    return described(stopped) | {"again": await became(client.batches.cancel(begun.id))}


DOINGS: dict[str, Doing] = {
    "batches.make": made,
    "batches.look": looked_at,
    "batches.stop": stopped,
    "batches.round": played,
    "batches.listed": listed,
    "batches.cancelled": cancelled,
}
